package org.voxpost.lab.rpc;

import org.voxpost.mailbox.wire.rpc.Syntax;

/** Answers the calls of one interface. Safe for use by many threads. */
public interface RpcInterface {

    Syntax syntax();

    /** True if nobody may call without signing in. */
    boolean demandsSignIn();

    /** An association group is over, and its handles with it. */
    default void groupEnded(int group) {
        // most keep nothing that would have to be ended
    }

    /**
     * @return the stub of the answer
     * @throws Refusal for a fault
     * @throws org.voxpost.mailbox.wire.WireException if the stub is none: a fault too
     */
    byte[] call(int opnum, byte[] stub, Caller caller) throws Refusal;

    /** A fault. */
    final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        public Refusal(int status) {
            super(org.voxpost.mailbox.wire.rpc.RpcFaults.describe(status));
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** The call was executed, but its answer is lost with the connection, as ordered. */
    final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Cut() {
            super("the connection is cut, as ordered");
        }
    }
}
