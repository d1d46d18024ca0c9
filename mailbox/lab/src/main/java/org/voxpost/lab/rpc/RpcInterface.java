package org.voxpost.lab.rpc;

import java.util.Optional;

import org.voxpost.lab.store.LabAccount;
import org.voxpost.mailbox.wire.rpc.Syntax;

/** Answers the calls of one interface. Safe for use by many threads. */
public interface RpcInterface {

    Syntax syntax();

    /** True if nobody may call without signing in. */
    boolean demandsSignIn();

    /**
     * @param caller who signed in, if anybody did
     * @return the stub of the answer
     * @throws Refusal for a fault
     * @throws org.voxpost.mailbox.wire.WireException if the stub is none: a fault too
     */
    byte[] call(int opnum, byte[] stub, Optional<LabAccount> caller) throws Refusal;

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
}
