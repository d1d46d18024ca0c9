package org.voxpost.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One incoming INVITE as a flow sees it, from ringing to its end.
 *
 * <p>All methods may be called from any virtual thread. After the end (BYE, CANCEL, time-out, {@link #hangup()})
 * {@link #ring()}, {@link #answer} and {@link #reject} do nothing: a call that ends is normal, not an error.
 */
public interface Call {

    /** Our own id of this call: short, unique in this process's life, safe in logs, metrics and file names. */
    String id();

    /** The Call-ID header's value: the peer's, not unique over time. */
    String sipCallId();

    /** The configured peer that sent it. */
    SipPeer peer();

    /** Who calls whom and why, as far as the INVITE tells (pure, computed once). */
    CallFacts facts();

    /** The SDP offer in the INVITE; empty if the peer wants ours (late offer, RFC 3261 13.2.1). */
    Optional<String> offer();

    /** Sends 180 Ringing. */
    void ring();

    /**
     * Sends 200 with {@code sdp}, our answer or, after a late offer, our offer; it is sent again until ACK arrives, on
     * every transport. Media may start at once. No ACK within 64 × T1 (32 s) ends the call with {@link CallEnd#NO_ACK}.
     */
    void answer(String sdp);

    /**
     * After a late offer: waits for the SDP answer in the ACK.
     *
     * @return the answer, or empty if the call ended or {@code patience} ran out first
     */
    Optional<String> awaitRemoteAnswer(Duration patience);

    /** Refuses the call with a 3xx to 6xx status, before {@link #answer}. */
    void reject(SipStatus status);

    /** Refuses the call as {@link #reject(SipStatus)} does and tells when another try is worth it (RFC 3261, 20.33). */
    void reject(SipStatus status, Duration retryAfter);

    /**
     * Tells the caller's side to try elsewhere, before {@link #answer}: 302 with one contact, 300 with several, the first
     * the most wanted (RFC 3261, 21.3). Where there is none it is 480.
     *
     * @param headers further ones of the answer, for example Diversion
     */
    default void redirect(List<SipUri> contacts, List<HeaderLine> headers) {
        reject(SipStatus.TEMPORARILY_UNAVAILABLE);
    }

    /**
     * What to do with an offer that arrives in the established call (re-INVITE or UPDATE): the function gets the SDP
     * and gives the answer; {@link NotAcceptable} makes it 488 and leaves the session as it was.
     */
    void onReoffer(UnaryOperator<String> answerer);

    /**
     * Is told of each key that comes by SIP INFO, one of {@code 0-9*#A-D}, in their order, on a stack thread: it must not
     * block. The last one set counts.
     */
    default void onKey(Consumer<Character> listener) {
        // a call without INFO has no keys to tell
    }

    /**
     * Asks the peer to connect its party to {@code target} instead of us (REFER, RFC 3515) and waits for what it tells. When
     * it is done, the call is over. The target must have passed the dialling rules before.
     *
     * @param patience how long to wait for news, about 30 s
     */
    default Transfer transfer(SipUri target, Optional<SipAddress> referredBy, Duration patience) {
        return new Transfer(Transfer.Outcome.REFUSED, new SipStatus(501, "Not Implemented"));
    }

    /** Ends the call from our side: BYE when answered, 480 when not. */
    void hangup();

    /** Why the call ended; empty while it is up. */
    Optional<CallEnd> ended();

    /**
     * Runs {@code action} once, when the call has ended (at once if it already has). It runs on a stack thread: it must
     * not block.
     */
    void whenEnded(Runnable action);

    /** Says that an offer cannot be accepted: becomes 488 Not Acceptable Here. */
    final class NotAcceptable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotAcceptable(String why) {
            super(why);
        }
    }
}
