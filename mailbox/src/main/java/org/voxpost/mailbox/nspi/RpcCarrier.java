package org.voxpost.mailbox.nspi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.rpc.RpcConnection;
import org.voxpost.mailbox.rpc.RpcFault;
import org.voxpost.mailbox.rpc.RpcRoad;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiStub;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.Syntax;

/** NSPI over RPC, by TCP or HTTP ([MS-OXNSPI] 2.1). A new connection for every Bind. */
final class RpcCarrier implements NspiCarrier {
    private final RpcRoad road;
    private final Duration silence;
    private Optional<RpcConnection> connection = Optional.empty();
    private ContextHandle handle = ContextHandle.NIL;

    RpcCarrier(RpcRoad road, Duration silence) {
        this.road = road;
        this.silence = silence;
    }

    @Override
    public <A extends NspiAnswer> A call(NspiCall<A> call) throws SessionLost {
        if (call instanceof NspiCall.Bind) {
            close();
            connection = Optional.of(connect());
        }
        RpcConnection open = connection
                .orElseThrow(() -> new SessionLost("no connection", new IOException("not bound")));
        try {
            NspiStub.Answer<A> answer = NspiStub.answer(call,
                    open.call(call.opnum(), NspiStub.request(handle, call)));
            if (call instanceof NspiCall.Bind) {
                handle = answer.handle();
            }
            return answer.answer();
        } catch (RpcFault e) {
            throw sorted(call, e);
        } catch (WireException e) {
            throw new MailboxException.Unavailable(call.type().wireName(), peer(),
                    "an answer that is none: " + e.getMessage());
        } catch (IOException e) {
            close();
            throw new SessionLost(String.valueOf(e.getMessage()), e);
        }
    }

    private SessionLost sorted(NspiCall<?> call, RpcFault e) {
        String said = RpcFaults.describe(e.status());
        return switch (e.status()) {
            case RpcFaults.CONTEXT_MISMATCH -> new SessionLost(said, e);
            case RpcFaults.ACCESS_DENIED, RpcFaults.SECURITY ->
                throw new MailboxException.AccountRejected(call.type().wireName(), peer(), said);
            default -> throw new MailboxException.Unavailable(call.type().wireName(), peer(), said);
        };
    }

    private RpcConnection connect() {
        try {
            return road.bind(Syntax.NSPI, 0, silence);
        } catch (IOException | RpcFault e) {
            throw unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private MailboxException.Unavailable unavailable(String what,
            @org.jspecify.annotations.Nullable Throwable cause) {
        return new MailboxException.Unavailable("NspiBind", peer(), what, Optional.empty(), cause);
    }

    @Override
    public String peer() {
        return road.peer();
    }

    @Override
    public void close() {
        handle = ContextHandle.NIL;
        Optional<RpcConnection> old = connection;
        connection = Optional.empty();
        try {
            old.ifPresent(RpcConnection::close);
        } catch (UncheckedIOException alreadyBroken) {
            connection = Optional.empty();
        }
    }
}
