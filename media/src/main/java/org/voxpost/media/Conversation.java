package org.voxpost.media;

import java.time.Duration;
import java.util.Optional;

/**
 * What is said, asked and recorded in one call, in the order it happens. Every method waits on the calling virtual
 * thread. A caller who hangs up ends {@code say}, {@code ask} and {@code play} with {@link CallerGone}, a fax machine with
 * {@link FaxCalling}; {@code record} returns what it has.
 */
public interface Conversation {

    /** Says it to the end; keys do not interrupt it. */
    void say(Prompt prompt);

    /** Says it; a key interrupts it and is kept for {@link #key}. */
    void sayInterruptibly(Prompt prompt);

    /** Waits for one key; empty after {@code patience}. */
    Optional<Key> key(Duration patience);

    /** Says {@code prompt} (a key interrupts it) and waits for one key; empty after {@code patience}. */
    Optional<Key> ask(Prompt prompt, Duration patience);

    /** Beeps and records. */
    Recording record(RecordingSink sink, RecordingLimits limits);

    /** Plays a recording back; a key interrupts it and is kept. */
    void play(Recording recording);

    /** The caller has hung up: a normal ending, handled by whoever started the flow. */
    final class CallerGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public CallerGone() {
            super("the caller hung up", null, false, false);
        }
    }

    /** The caller is a fax machine ({@link MediaPeer#fax}): nobody listens, and nothing more can be said. */
    final class FaxCalling extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public FaxCalling() {
            super("a fax machine calls", null, false, false);
        }
    }
}
