package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.emsmdb.ConnectEx;
import org.voxpost.mailbox.wire.emsmdb.Emsmdb;
import org.voxpost.mailbox.wire.emsmdb.RpcExt2;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.rop.CarrierException;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.RopCarrier;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * ROPs over EMSMDB ([MS-OXCRPC] 3.2): EcDoConnectEx, EcDoRpcExt2, EcDoDisconnect on one connection; events by
 * EcDoAsyncWaitEx on another one of the same association group, or by polling where the server does not do that.
 */
public final class EmsmdbCarrier implements RopCarrier {
    private static final Logger LOG = LoggerFactory.getLogger(EmsmdbCarrier.class);

    private final RpcRoad road;
    private final Duration deadline;
    private final ReentrantLock calling = new ReentrantLock();
    private final EventWait events;
    private @Nullable RpcConnection connection;
    private volatile ContextHandle handle = ContextHandle.NIL;
    private Optional<Duration> retryDelay = Optional.empty();

    /** @param deadline longest silence of the server during a call */
    public EmsmdbCarrier(RpcRoad road, Duration deadline) {
        this.road = road;
        this.deadline = deadline;
        this.events = new EventWait(road, this::asynchronousHandle);
    }

    @Override
    public String peer() {
        return road.peer();
    }

    @Override
    public boolean isConnected() {
        return !handle.equals(ContextHandle.NIL);
    }

    @Override
    public void connect(String userDn) {
        calling.lock();
        try {
            abandon();
            RpcConnection opened = open();
            connection = opened;
            var answer = ConnectEx.Answer.read(opened.call(Emsmdb.CONNECT, ConnectEx.Request.of(userDn).stub()));
            if (answer.status() != 0) {
                throw new CarrierException(refusal(answer.status()), answer.status(),
                        said("EcDoConnectEx", answer.status()));
            }
            handle = answer.handle();
            retryDelay = Optional.of(Duration.ofMillis(answer.retryDelay()));
            events.begin(opened.group(), Duration.ofMillis(answer.pollsMax()));
        } catch (RpcFault fault) {
            throw broken("EcDoConnectEx", refusal(fault), fault);
        } catch (IOException | WireException failure) {
            throw broken("EcDoConnectEx", CarrierException.Kind.UNAVAILABLE, failure);
        } finally {
            if (!isConnected()) {
                abandon();
            }
            calling.unlock();
        }
    }

    private RpcConnection open() throws IOException, RpcFault {
        return road.bind(Syntax.EMSMDB, 0, deadline);
    }

    private static CarrierException.Kind refusal(int status) {
        return switch (status) {
            case ErrorCode.ACCESS_DENIED, ErrorCode.LOGIN_FAILURE, ErrorCode.LOGIN_PERMISSION,
                    ErrorCode.RPC_AUTHENTICATION, ErrorCode.CLIENT_VERSION_DISALLOWED, ErrorCode.PROTOCOL_DISABLED,
                    ErrorCode.NOT_ENCRYPTED ->
                CarrierException.Kind.REFUSED;
            default -> CarrierException.Kind.UNAVAILABLE;
        };
    }

    private static CarrierException.Kind refusal(RpcFault fault) {
        return fault.status() == RpcFaults.ACCESS_DENIED || fault.status() == RpcFaults.SECURITY
                ? CarrierException.Kind.REFUSED
                : CarrierException.Kind.UNAVAILABLE;
    }

    @Override
    public byte[] execute(byte[] ropBuffer, boolean chain, int mostBytes) {
        calling.lock();
        try {
            int flags = RpcExt2.NO_COMPRESSION | RpcExt2.NO_XOR_MAGIC | (chain ? RpcExt2.CHAIN : 0);
            var request = new RpcExt2.Request(handle, flags, ropBuffer, Math.min(mostBytes, Emsmdb.LONGEST_ROPS));
            var answer = RpcExt2.Answer.read(bound().call(Emsmdb.EXECUTE, request.stub()));
            if (answer.status() != 0) {
                throw failed(answer.status());
            }
            if (answer.handle().equals(ContextHandle.NIL)) {
                abandon(); // its answer is good all the same
            }
            return answer.rops();
        } catch (RpcFault fault) {
            throw faulted(fault);
        } catch (RpcConnection.NotSent failure) {
            abandon();
            throw broken("EcDoRpcExt2", CarrierException.Kind.SESSION_LOST, failure);
        } catch (IOException | WireException failure) {
            abandon();
            throw broken("EcDoRpcExt2", CarrierException.Kind.OUTCOME_UNKNOWN, failure);
        } finally {
            calling.unlock();
        }
    }

    /** What was done of it, and which handles are left, is not known. */
    private CarrierException failed(int status) {
        abandon();
        CarrierException.Kind kind = switch (status) {
            case ErrorCode.SERVER_BUSY, ErrorCode.SERVER_PAUSED, ErrorCode.RPC_SERVER_TOO_BUSY,
                    ErrorCode.OVER_BUDGET ->
                CarrierException.Kind.UNAVAILABLE;
            default -> CarrierException.Kind.OUTCOME_UNKNOWN;
        };
        return new CarrierException(kind, status, said("EcDoRpcExt2", status));
    }

    /** A busy server keeps the session ([MS-OXCRPC] 3.2.4.4). */
    private CarrierException faulted(RpcFault fault) {
        switch (fault.status()) {
            case RpcFaults.SERVER_TOO_BUSY, RpcFaults.TOO_BUSY -> {
                return new CarrierException(CarrierException.Kind.UNAVAILABLE, 0, String.valueOf(fault.getMessage()),
                        retryDelay, fault);
            }
            case RpcFaults.CONTEXT_MISMATCH -> {
                abandon();
                return broken("EcDoRpcExt2", CarrierException.Kind.SESSION_LOST, fault);
            }
            case RpcFaults.ACCESS_DENIED, RpcFaults.SECURITY -> {
                abandon();
                return broken("EcDoRpcExt2", CarrierException.Kind.REFUSED, fault);
            }
            case RpcFaults.BAD_STUB, RpcFaults.NO_SUCH_OPERATION, RpcFaults.UNKNOWN_INTERFACE,
                    RpcFaults.SERVER_UNAVAILABLE -> {
                abandon();
                return broken("EcDoRpcExt2", CarrierException.Kind.UNAVAILABLE, fault);
            }
            default -> {
                abandon();
                return broken("EcDoRpcExt2", CarrierException.Kind.OUTCOME_UNKNOWN, fault);
            }
        }
    }

    private CarrierException broken(String operation, CarrierException.Kind kind, Exception cause) {
        return new CarrierException(kind, 0, operation + " at " + peer() + ": " + cause.getMessage(),
                Optional.empty(), cause);
    }

    private String said(String operation, int status) {
        return operation + " at " + peer() + ": " + ErrorCode.describe(status);
    }

    private RpcConnection bound() {
        RpcConnection open = connection;
        if (open == null || !isConnected()) {
            throw new CarrierException(CarrierException.Kind.SESSION_LOST, 0, "no session at " + peer());
        }
        return open;
    }

    /** EcDoAsyncConnectEx. @return nil if the server wants to be polled */
    private ContextHandle asynchronousHandle() throws IOException, RpcFault {
        calling.lock();
        try {
            var answer = Emsmdb.HandleAnswer
                    .read(bound().call(Emsmdb.ASYNC_CONNECT, Emsmdb.handle(handle)));
            return answer.status() == 0 ? answer.handle() : ContextHandle.NIL;
        } finally {
            calling.unlock();
        }
    }

    @Override
    public boolean awaitEvent() {
        try {
            return events.await();
        } catch (RpcFault fault) {
            throw broken("EcDoAsyncWaitEx", refusal(fault), fault);
        } catch (IOException | WireException failure) {
            throw broken("EcDoAsyncWaitEx", CarrierException.Kind.UNAVAILABLE, failure);
        }
    }

    private void abandon() {
        handle = ContextHandle.NIL;
        events.end();
        RpcConnection old = connection;
        connection = null;
        if (old != null) {
            closeQuietly(old);
        }
    }

    static void closeQuietly(RpcConnection old) {
        try {
            old.close();
        } catch (UncheckedIOException alreadyBroken) {
            LOG.debug("Closing: {}", alreadyBroken.getMessage());
        }
    }

    @Override
    public void close() {
        calling.lock();
        try {
            if (isConnected()) {
                bound().call(Emsmdb.DISCONNECT, Emsmdb.handle(handle));
            }
        } catch (IOException | RpcFault | WireException gone) {
            LOG.debug("EcDoDisconnect at {}: {}", peer(), gone.getMessage()); // the server forgets it by itself
        } finally {
            abandon();
            calling.unlock();
        }
    }
}
