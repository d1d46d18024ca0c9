package org.voxpost.lab.rpc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.voxpost.lab.emsmdb.RopProcessor;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.emsmdb.ClientVersion;
import org.voxpost.mailbox.wire.emsmdb.ConnectEx;
import org.voxpost.mailbox.wire.emsmdb.Emsmdb;
import org.voxpost.mailbox.wire.emsmdb.RpcExt2;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * EMSMDB ([MS-OXCRPC] 3.1.4). Sessions are the context handles; they end with EcDoDisconnect or with the last connection of
 * their association group. Faults are ordered for {@code EcDoConnectEx} and {@code EcDoRpcExt2}.
 */
public final class EmsmdbInterface implements RpcInterface {
    private static final int POLLS_MAX = 60_000;
    private static final int RETRIES = 6;
    private static final int RETRY_DELAY = 10_000;
    private static final int OLDEST_CLIENT = 0x0c00;
    private static final ClientVersion VERSION = new ClientVersion(0x0f00, 0x834f, 0x0fc8);

    private final LabStore store;
    private final Faults faults;
    private final EmsmdbSessions sessions = new EmsmdbSessions();
    private final AtomicInteger executed = new AtomicInteger();
    private final AtomicInteger links = new AtomicInteger();

    public EmsmdbInterface(LabStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
    }

    /** Where events are waited for: to be offered beside it. */
    public RpcInterface asynchronous() {
        return new AsyncEmsmdbInterface(sessions);
    }

    @Override
    public Syntax syntax() {
        return Syntax.EMSMDB;
    }

    @Override
    public boolean demandsSignIn() {
        return true;
    }

    @Override
    public void groupEnded(int group) {
        sessions.endGroup(group);
    }

    /** Forgets every session, as a server does that was restarted. */
    public void forgetSessions() {
        sessions.endAll();
    }

    /** How many EcDoRpcExt2 were executed, for tests of how many a job takes. */
    public int executed() {
        return executed.get();
    }

    @Override
    public byte[] call(int opnum, byte[] stub, Caller caller) throws Refusal {
        return switch (opnum) {
            case Emsmdb.CONNECT -> connect(ConnectEx.Request.read(stub), caller).stub();
            case Emsmdb.EXECUTE -> execute(RpcExt2.Request.read(stub), caller);
            case Emsmdb.DISCONNECT -> disconnect(Emsmdb.readHandle(stub), caller).stub();
            case Emsmdb.ASYNC_CONNECT -> {
                ContextHandle handle = Emsmdb.readHandle(stub);
                yield new Emsmdb.HandleAnswer(sessions.addWaiting(session(handle, caller)), 0).stub();
            }
            case Emsmdb.DUMMY -> new byte[4];
            default -> throw new Refusal(RpcFaults.NO_SUCH_OPERATION);
        };
    }

    private EmsmdbSessions.Session session(ContextHandle handle, Caller caller) throws Refusal {
        return sessions.find(handle, caller).orElseThrow(() -> new Refusal(RpcFaults.CONTEXT_MISMATCH));
    }

    private ConnectEx.Answer connect(ConnectEx.Request request, Caller caller) throws Refusal {
        Optional<Fault> fault = faults.take("EcDoConnectEx");
        refuseIfOrdered(fault);
        int error = fault.map(EmsmdbInterface::errorCode).orElse(0);
        Optional<LabMailbox> user = store.mailboxByDistinguishedName(request.userDn());
        var account = caller.account().orElseThrow(() -> new Refusal(RpcFaults.ACCESS_DENIED));
        if (error != 0) {
            return ConnectEx.Answer.refused(error);
        }
        if (!caller.isPrivate()) {
            return ConnectEx.Answer.refused(ErrorCode.NOT_ENCRYPTED);
        }
        if (request.version().first() < OLDEST_CLIENT) {
            return ConnectEx.Answer.refused(ErrorCode.CLIENT_VERSION_DISALLOWED);
        }
        if (user.isEmpty() && !account.service()) {
            return ConnectEx.Answer.refused(ErrorCode.UNKNOWN_USER);
        }
        ContextHandle handle = sessions.add(new EmsmdbSessions.Session(caller, new RopProcessor(store, account)));
        return new ConnectEx.Answer(handle, POLLS_MAX, RETRIES, RETRY_DELAY, links.incrementAndGet() & 0xffff, "",
                user.map(LabMailbox::displayName).orElse(""), VERSION, request.version(), links.get(), 0);
    }

    private Emsmdb.HandleAnswer disconnect(ContextHandle handle, Caller caller) throws Refusal {
        session(handle, caller);
        sessions.end(handle);
        return new Emsmdb.HandleAnswer(ContextHandle.NIL, 0);
    }

    private byte[] execute(RpcExt2.Request request, Caller caller) throws Refusal {
        EmsmdbSessions.Session session = session(request.handle(), caller);
        Optional<Fault> fault = faults.take("EcDoRpcExt2");
        refuseIfOrdered(fault);
        session.running().lock();
        try {
            int error = fault.map(EmsmdbInterface::errorCode).orElse(0);
            if (error != 0) {
                return answer(request, new byte[0], error);
            }
            fault.ifPresent(session.processor()::order);
            executed.incrementAndGet();
            boolean chain = (request.flags() & RpcExt2.CHAIN) != 0;
            byte[] rops = session.processor().execute(request.rops(), chain, request.most());
            if (fault.map(Fault::kind).filter(FaultKind.LOST::equals).isPresent()) {
                throw new Cut();
            }
            return answer(request, rops, 0);
        } catch (WireException broken) {
            return answer(request, new byte[0], ErrorCode.RPC_FORMAT);
        } finally {
            session.running().unlock();
        }
    }

    private static byte[] answer(RpcExt2.Request request, byte[] rops, int status) {
        return new RpcExt2.Answer(request.handle(), rops, 1, status).stub(request.most());
    }

    /** A busy server says so by a fault ([MS-OXCRPC] 3.2.4.4). */
    private static void refuseIfOrdered(Optional<Fault> fault) throws Refusal {
        if (fault.map(Fault::kind).filter(FaultKind.BUSY::equals).isPresent()) {
            throw new Refusal(RpcFaults.SERVER_TOO_BUSY);
        }
    }

    private static int errorCode(Fault fault) {
        return fault.kind() == FaultKind.ERROR ? Long.decode(fault.value()).intValue() : 0;
    }

    /** AsyncEMSMDB ([MS-OXCRPC] 3.3.4): one wait for each session at a time. */
    private record AsyncEmsmdbInterface(EmsmdbSessions sessions) implements RpcInterface {
        private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

        @Override
        public Syntax syntax() {
            return Syntax.ASYNC_EMSMDB;
        }

        @Override
        public boolean demandsSignIn() {
            return true;
        }

        @Override
        public byte[] call(int opnum, byte[] stub, Caller caller) throws Refusal {
            if (opnum != Emsmdb.ASYNC_WAIT) {
                throw new Refusal(RpcFaults.NO_SUCH_OPERATION);
            }
            Optional<EmsmdbSessions.Session> session = sessions.findWaiting(Emsmdb.readWait(stub), caller);
            if (session.isEmpty()) {
                return new Emsmdb.WaitAnswer(Emsmdb.NOTIFICATION_PENDING, 0).stub();
            }
            if (!session.get().waits().compareAndSet(false, true)) {
                return new Emsmdb.WaitAnswer(0, Emsmdb.REJECTED).stub();
            }
            try {
                RopProcessor processor = session.get().processor();
                boolean event = processor.awaitEvent(LONGEST_WAIT);
                return new Emsmdb.WaitAnswer(event ? Emsmdb.NOTIFICATION_PENDING : 0,
                        processor.isClosed() ? ErrorCode.EXITING : 0).stub();
            } finally {
                session.get().waits().set(false);
            }
        }
    }
}
