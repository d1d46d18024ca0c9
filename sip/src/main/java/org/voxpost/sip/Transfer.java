package org.voxpost.sip;

/**
 * What became of a blind transfer by REFER (RFC 3515).
 *
 * @param outcome what the caller of {@link Call#transfer} can do now
 * @param status the peer's answer to REFER, or what it told by NOTIFY
 */
public record Transfer(Outcome outcome, SipStatus status) {

    /** The kinds of end. */
    public enum Outcome {
        /** The peer has connected the other party; our call is over. */
        DONE,
        /** The peer does not take REFER: the call is still ours. */
        REFUSED,
        /** The peer tried and failed: the call is still ours. */
        FAILED,
        /** The peer took it and told nothing in time: the call is still ours. */
        NO_NEWS,
        /** The call ended before. */
        CALL_OVER
    }
}
