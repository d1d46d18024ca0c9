package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.MessageExt;
import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetAddress;
import javax.sip.address.Hop;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Where a request of ours leaves and arrives.
 *
 * @param listener it leaves through
 * @param peer address it goes to
 * @param port 1..65535
 */
record Way(BoundListener listener, InetAddress peer, int port) {

    /** Makes the request go this way, whatever its Request-URI says. */
    void carry(Request request) {
        if (request instanceof MessageExt message) {
            message.setApplicationData(new HopImpl(peer.getHostAddress(), port, listener.transport()));
        }
    }

    /** The hop the request was told to take; null if it goes where its Request-URI or Route says. */
    static @Nullable Hop of(Request request) {
        return request instanceof MessageExt message && message.getApplicationData() instanceof Hop hop ? hop : null;
    }

    @Override
    public String toString() {
        return listener.transport() + ":" + peer.getHostAddress() + ":" + port;
    }
}
