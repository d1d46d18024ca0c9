package org.voxpost.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Key;
import org.voxpost.media.MediaSession;
import org.voxpost.media.Prompt;
import org.voxpost.media.RecordingLimits;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipStatus;

/** One call from a {@link Telephone}: what the person at it hears, says and presses. For one thread. */
public final class PhoneCall implements AutoCloseable {
    private static final RecordingLimits LISTEN_ON = new RecordingLimits(Duration.ofMinutes(10),
            Duration.ofMinutes(10), Set.of());
    /** A telephone sends all the time, also while its user listens. */
    private static final Prompt LISTENING = new Prompt(List.of(new Prompt.Silence(60_000)));

    private final OutgoingCall call;
    private final MediaSession media;
    private final HeardAudio heard = new HeardAudio();
    private final PacketClock clock = new PacketClock();
    private int listenedTo;
    private long beepEndNanos;
    private boolean hungUp;

    PhoneCall(OutgoingCall call, MediaSession media) {
        this.call = call;
        this.media = media;
        call.whenEnded(media::close);
    }

    /** Waits for the final answer; when it is 200, sound flows both ways. */
    public SipStatus awaitAnswer(Duration patience) {
        SipStatus status = call.awaitAnswer(patience);
        if (status.isSuccess()) {
            media.tap(clock);
            call.remoteSdp().ifPresent(media::acceptAnswer);
            heard.begin(media.recordingFormat());
            Thread.ofVirtual().name("telephone-ear").start(() -> media.record(heard, LISTEN_ON));
        } else {
            media.close();
        }
        return status;
    }

    /**
     * Listens until the next beep is over.
     *
     * @return false if the call ended or {@code patience} ran out first
     */
    public boolean awaitBeep(Duration patience) throws InterruptedException {
        heard.await(samples -> samples.length > 0 ? OptionalInt.of(0) : OptionalInt.empty(), patience);
        media.play(LISTENING);
        OptionalInt end = heard.await(samples -> Beep.endOf(samples, listenedTo), patience);
        end.ifPresent(sample -> listenedTo = sample);
        beepEndNanos = clock.talkspurtEndNanos();
        return end.isPresent();
    }

    /** What was sent since the end of the last beep, silence included: how long the recording of it is. */
    Talked talked() {
        return clock.sentSince(beepEndNanos);
    }

    /** Speaks to the end. */
    public void speak(short[] samples) {
        media.play(new Prompt(List.of(new Prompt.Audio(AudioFormat.PCM_8000, Samples.bytes(samples)))));
        media.awaitPlayed(false);
    }

    public void press(String keys) {
        keys.chars().forEach(key -> media.sendKey(new Key((char) key)));
    }

    /** Everything heard so far. */
    public short[] heard() {
        return heard.samples();
    }

    /** The other end's SDP, which says where its audio comes from and goes to. */
    Optional<String> remoteSdp() {
        return call.remoteSdp();
    }

    public String sipCallId() {
        return call.sipCallId();
    }

    public boolean ended() {
        return call.ended().isPresent();
    }

    /** Falls silent and hangs up. */
    public void hangUp() {
        if (!hungUp) {
            media.close(); // before the BYE, which may take its time: the last packet is the end of what was said
            hungUp = true;
        }
        call.hangup();
    }

    @Override
    public void close() {
        hangUp();
    }
}
