package org.voxpost.sip;

import java.time.Duration;
import java.util.List;

/**
 * One SIP user agent: its listening points, its peers, and the calls that run through it.
 *
 * <p>Made by {@code org.voxpost.sip.jain.JainSipEndpoint.start(SipSettings, CallHandler)}. A request from a source that
 * is no configured peer is answered 403 before its body is looked at and never reaches the {@link CallHandler}; but
 * whoever knows a dialog of ours by its tag is in it, from wherever he writes.
 */
public interface SipEndpoint extends AutoCloseable {

    /** Takes an incoming call, on a virtual thread of its own. Whatever it leaves unanswered is rejected 500. */
    @FunctionalInterface
    interface CallHandler {
        void take(Call call);
    }

    /** Where this endpoint really listens: the ports are filled in when the settings said 0. */
    List<SipListener> listeners();

    /**
     * Places a call and returns at once; {@link OutgoingCall#awaitAnswer} waits for the outcome.
     *
     * @throws SipException if the target cannot be reached by any listener's transport
     */
    OutgoingCall call(OutgoingRequest request);

    /**
     * Sends OPTIONS out of dialog and waits for the final answer (RFC 3261, 11).
     *
     * @return the final status; {@link SipStatus#REQUEST_TIMEOUT} if nothing came within {@code patience}
     */
    SipStatus options(SipUri target, Duration patience);

    /** Registers and keeps the registration alive until it is closed. */
    default Registration register(Registration.Request request) {
        throw new UnsupportedOperationException("This endpoint registers nowhere");
    }

    /** Message waiting lamps through this endpoint. */
    default Mwi mwi() {
        throw new UnsupportedOperationException("This endpoint has no message waiting");
    }

    /** Whether the peer of that name answers our OPTIONS; UNKNOWN if it is not asked. */
    default PeerState peerState(String peer) {
        return PeerState.UNKNOWN;
    }

    /** Is told of every change of a peer's state. */
    default void onPeerState(PeerListener listener) {
        // an endpoint that asks nobody has nothing to tell
    }

    /**
     * Reads certificates and keys again; connections made from now on use them.
     *
     * @throws SipException if they cannot be read; what was read before stays in use
     */
    default void reloadTls() {
        // an endpoint without TLS has nothing to read
    }

    /** The number of calls that are set up or being set up, in both directions. */
    int activeCalls();

    /** Refuses new calls with 503 and Retry-After from now on; those that are up go on. */
    void drain();

    /** Ends what is still up with BYE or CANCEL and gives the ports back. */
    @Override
    void close();
}
