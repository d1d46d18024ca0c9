package org.voxpost.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One INVITE of ours. */
public interface OutgoingCall extends AutoCloseable {

    String id();

    String sipCallId();

    /**
     * Waits for the final answer.
     *
     * @return its status; {@link SipStatus#REQUEST_TIMEOUT} after {@code patience}, and the INVITE is cancelled
     */
    SipStatus awaitAnswer(Duration patience);

    /** The SDP of the 200; empty before it or if it had none. */
    Optional<String> remoteSdp();

    /**
     * Is told of SDP that comes before the final answer (183, RFC 3261 13.2.1): ringing tones, announcements. On a stack
     * thread; it must not block.
     */
    default void onEarlyMedia(Consumer<String> listener) {
        // nobody is told
    }

    /**
     * Where to refer somebody who is to take our place in this call: the other party's address with Replaces (RFC 3891, RFC
     * 5589). Empty unless the call is up.
     */
    default Optional<SipUri> inOurPlace() {
        return Optional.empty();
    }

    /** Why it ended; empty while it is up. */
    Optional<CallEnd> ended();

    void whenEnded(Runnable action);

    /** What to do with an offer that arrives in the established call, as {@link Call#onReoffer}; refused with 488 if nobody says. */
    default void onReoffer(UnaryOperator<String> answerer) {
        // offers are refused
    }

    /** CANCEL before the final answer, BYE after it. */
    void hangup();

    /** The same as {@link #hangup()}. */
    @Override
    default void close() {
        hangup();
    }
}
