package org.voxpost.sip;

/**
 * Is told of every SIP message that is sent or received, for call ladders. It runs on stack threads and must not block.
 * The text may hold credentials and what a caller keyed: whoever shows it masks those.
 */
@FunctionalInterface
public interface SipTrace {

    /** Which way a message went. */
    enum Direction {
        RECEIVED, SENT
    }

    /** Looks at nothing. */
    SipTrace NONE = (direction, address, peer, sipCallId, message) -> {
    };

    /**
     * @param direction which way
     * @param address and port of the other side, {@code 192.0.2.10:5060}
     * @param peer the other side's name in the configuration; empty if that cannot be told, as of an answer of ours over a
     *            connection that is known by its certificate alone
     * @param sipCallId the Call-ID header's value, empty if it has none
     * @param message the whole message as text
     */
    void message(Direction direction, String address, String peer, String sipCallId, String message);
}
