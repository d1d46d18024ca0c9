package org.voxpost.mailbox.nspi;

import java.io.IOException;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;

/** What carries the address book's calls: MAPI over HTTP, RPC over HTTP or RPC over TCP. One call at a time. */
interface NspiCarrier extends AutoCloseable {

    /**
     * Makes one call in a session; {@link NspiCall.Bind} begins one.
     *
     * @throws SessionLost if there is no session (any more): bind and call again
     * @throws org.voxpost.mailbox.MailboxException if that does not help either
     */
    <A extends NspiAnswer> A call(NspiCall<A> call) throws SessionLost;

    /** For messages: the server's name. */
    String peer();

    /** Ends connections, without a word to the server. */
    @Override
    void close();

    /** The session is gone, or nobody knows how far it is; the call, which only reads, can be made again in another. */
    class SessionLost extends IOException {
        private static final long serialVersionUID = 1L;

        SessionLost(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The server cannot read the filter as it was written this time, and the session went with it. */
    final class FilterNotRead extends SessionLost {
        private static final long serialVersionUID = 1L;

        FilterNotRead(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
