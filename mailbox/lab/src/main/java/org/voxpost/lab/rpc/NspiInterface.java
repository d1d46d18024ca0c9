package org.voxpost.lab.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.voxpost.lab.nspi.NspiServer;
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
    private final Map<ContextHandle, Owner> sessions = new ConcurrentHashMap<>();

    private record Owner(String user, int group) {
    }

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
    public void groupEnded(int group) {
        sessions.values().removeIf(owner -> owner.group() == group);
    }

    @Override
    public byte[] call(int opnum, byte[] stub, Caller caller) throws Refusal {
        if (opnum > LAST_OPNUM) {
            throw new Refusal(RpcFaults.NO_SUCH_OPERATION);
        }
        var owner = new Owner(caller.user(), caller.group());
        NspiStub.Request request = NspiStub.request(opnum, stub);
        if (request.call() instanceof NspiCall.Bind) {
            return bind(request.call(), owner);
        }
        if (!owner.equals(sessions.get(request.handle()))) {
            throw new Refusal(RpcFaults.CONTEXT_MISMATCH);
        }
        if (request.call() instanceof NspiCall.Unbind) {
            sessions.remove(request.handle());
        }
        return NspiStub.answer(request.handle(), server.answer(request.call()));
    }

    private byte[] bind(NspiCall<?> bind, Owner owner) {
        NspiAnswer answer = server.answer(bind);
        if (answer.status() != NspiStatus.SUCCESS) {
            return NspiStub.answer(ContextHandle.NIL, answer);
        }
        ContextHandle handle = ContextHandle.random();
        sessions.put(handle, owner);
        return NspiStub.answer(handle, answer);
    }
}
