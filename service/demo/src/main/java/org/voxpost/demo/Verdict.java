package org.voxpost.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.VoiceMessage;

/**
 * Whether what arrived is what was sent.
 *
 * @param faults what is wrong, in words; empty if all is right
 */
record Verdict(List<String> faults) {
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    /**
     * @param caller number that called
     * @param callId SIP Call-ID of the call
     * @param talked what the caller sent between the beep and hanging up
     * @param spoken what the caller said
     */
    static Verdict of(Delivered delivered, String caller, String callId, Talked talked, short[] spoken) {
        List<String> faults = new ArrayList<>();
        VoiceMessage message = delivered.message();
        ItemSummary summary = message.summary();
        expect(faults, "message class", summary.messageClass(), ItemKind.CALL_ANSWERING.messageClass());
        expect(faults, "read", summary.read(), false);
        expect(faults, "draft", message.draft(), false);
        expect(faults, "caller", summary.caller().number(), caller);
        expect(faults, "caller's name", summary.caller().label(), "Carol Reed");
        expect(faults, "call id", message.callId(), callId);
        expect(faults, "attachments", message.audio().size(), 1);
        expect(faults, "duration property", summary.duration().map(Duration::toSeconds).orElse(-1L),
                Math.max(1, Math.round(delivered.length().toMillis() / 1000.0)));
        if (talked.differenceTo(delivered.length()).compareTo(TOLERANCE) > 0) {
            faults.add("the audio is %d ms long, but the caller talked for %s".formatted(
                    delivered.length().toMillis(), talked));
        }
        AudioMatch match = AudioMatch.of(spoken, delivered.samples());
        if (!match.good()) {
            faults.add("the audio is not what was spoken: correlation %.2f, of the first 100 ms %.2f, of the end %.2f"
                    .formatted(match.whole(), match.beginning(), match.end()));
        }
        return new Verdict(List.copyOf(faults));
    }

    private static void expect(List<String> faults, String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            faults.add(what + " is '" + found + "', not '" + expected + "'");
        }
    }

    boolean good() {
        return faults.isEmpty();
    }
}
