package org.voxpost.lab.rpc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiStatus;
import org.voxpost.mailbox.wire.nspi.NspiStub;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.Syntax;

/** NSPI over RPC ([MS-OXNSPI] 3.1.4.1): context handles are the sessions. */
public final class NspiInterface implements RpcInterface {
    private static final int LAST_OPNUM = 20;

    private final NspiServer server;
    private final Map<ContextHandle, String> sessions = new ConcurrentHashMap<>();

    public NspiInterface(NspiServer server) {
        this.server = server;
    }

    @Override
    public Syntax syntax() {
        return Syntax.NSPI;
    }

    @Override
    public boolean demandsSignIn() {
        return true;
    }

    @Override
    public byte[] call(int opnum, byte[] stub, Optional<LabAccount> caller) throws Refusal {
        if (opnum > LAST_OPNUM) {
            throw new Refusal(RpcFaults.NO_SUCH_OPERATION);
        }
        String user = caller.map(LabAccount::user).orElse("");
        NspiStub.Request request = NspiStub.request(opnum, stub);
        if (request.call() instanceof NspiCall.Bind) {
            return bind(request.call(), user);
        }
        if (!user.equals(sessions.get(request.handle()))) {
            throw new Refusal(RpcFaults.CONTEXT_MISMATCH);
        }
        if (request.call() instanceof NspiCall.Unbind) {
            sessions.remove(request.handle());
        }
        return NspiStub.answer(request.handle(), server.answer(request.call()));
    }

    private byte[] bind(NspiCall<?> bind, String user) {
        NspiAnswer answer = server.answer(bind);
        if (answer.status() != NspiStatus.SUCCESS) {
            return NspiStub.answer(ContextHandle.NIL, answer);
        }
        ContextHandle handle = ContextHandle.random();
        sessions.put(handle, user);
        return NspiStub.answer(handle, answer);
    }
}
