package org.voxpost.mailbox.rpc;

import org.voxpost.mailbox.wire.rpc.RpcFaults;

/** The server refused a call or a bind; the connection is of use still, unless it was the bind. */
public final class RpcFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    RpcFault(String operation, String peer, int status) {
        super(operation + " at " + peer + ": " + RpcFaults.describe(status));
        this.status = status;
    }

    RpcFault(String message, int status) {
        super(message);
        this.status = status;
    }

    /** One of {@link RpcFaults}, or any other number. */
    public int status() {
        return status;
    }
}
