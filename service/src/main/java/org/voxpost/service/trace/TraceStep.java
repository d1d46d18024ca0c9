package org.voxpost.service.trace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One step of a call's ladder.
 *
 * @param at when, to the microsecond
 * @param callId the SIP Call-ID, which the first message and the delivery know as well; ours is in the {@code CALL} step
 * @param kind which part of the service it happened in
 * @param text what happened; may have several lines (a SIP message)
 */
public record TraceStep(Instant at, String callId, Kind kind, String text) {
    private static final int FIELDS = 4;

    /** Where a step happened. */
    public enum Kind {
        /** The call was taken; the text is our own id of it. */
        CALL,
        /** A SIP message that came in. */
        SIP_IN,
        /** A SIP message that went out. */
        SIP_OUT,
        /** Which rule chose the mailbox. */
        ROUTE,
        /** What the caller heard, pressed (not which key) or left. */
        FLOW,
        /** Media started or stopped, with its statistics. */
        MEDIA,
        /** RTP packets without what is in them, where they were asked for ({@link PacketSteps}). */
        RTP,
        /** The message on its way to the mailbox. */
        DELIVERY
    }

    /** The step as one line without its line end: microseconds, call id, kind, text; tab-separated, text escaped. */
    String toLine() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "\t" + escaped(callId) + "\t" + kind + "\t"
                + escaped(text);
    }

    /** Reads such a line; empty for one that was cut off or is no step. */
    static Optional<TraceStep> ofLine(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.EPOCH.plus(Long.parseLong(fields[0]), ChronoUnit.MICROS);
            return Optional.of(new TraceStep(at, unescaped(fields[1]), Kind.valueOf(fields[2]), unescaped(fields[3])));
        } catch (IllegalArgumentException notAStep) {
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n");
    }

    private static String unescaped(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            i++;
            out.append(switch (text.charAt(i)) {
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'n' -> '\n';
                default -> text.charAt(i);
            });
        }
        return out.toString();
    }
}
