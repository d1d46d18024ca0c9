package org.voxpost.mailbox.wire.mapihttp;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.rop.CarrierException;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.RopCarrier;

/** ROPs over MAPI/HTTP: Connect, Execute, NotificationWait, Disconnect ([MS-OXCMAPIHTTP] 3.1.4). */
public final class MapiHttpCarrier implements RopCarrier {
    private static final int CODE_PAGE = 1252;
    private static final int LOCALE = 0x0409;
    private static final Duration WAIT = Duration.ofMinutes(7); // a server answers after five
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final MapiHttpContext context;
    private final Duration deadline;

    /**
     * @param url whole, with MailboxId, as Autodiscover gives it
     * @param deadline for one Execute
     */
    public MapiHttpCarrier(MapiHttpRoad road, URI url, ClientIdentity client, Duration deadline) {
        this.context = new MapiHttpContext(road, url, client);
        this.deadline = deadline;
    }

    @Override
    public String peer() {
        return context.url().getAuthority();
    }

    @Override
    public void connect(String userDn) {
        var request = new MailboxBody.ConnectRequest(userDn, 0, CODE_PAGE, LOCALE, LOCALE);
        var answer = call(RequestType.CONNECT, request, deadline, MailboxBody.ConnectResponse::read);
        if (answer.errorCode() != 0) {
            throw new CarrierException(kind(answer.errorCode()), answer.errorCode(),
                    said("Connect", answer.errorCode()));
        }
    }

    private static CarrierException.Kind kind(int errorCode) {
        return switch (errorCode) {
            case ErrorCode.ACCESS_DENIED, ErrorCode.LOGIN_FAILURE, ErrorCode.LOGIN_PERMISSION,
                    ErrorCode.RPC_AUTHENTICATION, ErrorCode.CLIENT_VERSION_DISALLOWED, ErrorCode.PROTOCOL_DISABLED ->
                CarrierException.Kind.REFUSED;
            default -> CarrierException.Kind.UNAVAILABLE;
        };
    }

    private String said(String operation, int errorCode) {
        return operation + " at " + peer() + ": " + ErrorCode.describe(errorCode);
    }

    @Override
    public boolean isConnected() {
        return context.isOpen();
    }

    @Override
    public byte[] execute(byte[] ropBuffer, boolean chain, int mostBytes) {
        int flags = MailboxBody.ExecuteRequest.NO_COMPRESSION | MailboxBody.ExecuteRequest.NO_XOR_MAGIC
                | (chain ? MailboxBody.ExecuteRequest.CHAIN : 0);
        var request = new MailboxBody.ExecuteRequest(flags, ropBuffer, mostBytes);
        var answer = call(RequestType.EXECUTE, request, deadline, MailboxBody.ExecuteResponse::read);
        if (answer.errorCode() != 0) {
            context.abandon(); // what was done of it, and which handles are left, is not known
            throw new CarrierException(busy(answer.errorCode())
                    ? CarrierException.Kind.UNAVAILABLE
                    : CarrierException.Kind.OUTCOME_UNKNOWN, answer.errorCode(), said("Execute", answer.errorCode()));
        }
        return answer.ropBuffer();
    }

    private static boolean busy(int errorCode) {
        return switch (errorCode) {
            case ErrorCode.SERVER_BUSY, ErrorCode.SERVER_PAUSED, ErrorCode.RPC_SERVER_TOO_BUSY, ErrorCode.OVER_BUDGET ->
                true;
            default -> false;
        };
    }

    @Override
    public boolean awaitEvent() {
        var answer = call(RequestType.NOTIFICATION_WAIT, new MailboxBody.WaitRequest(), WAIT,
                MailboxBody.WaitResponse::read);
        if (answer.errorCode() != 0) {
            throw new CarrierException(CarrierException.Kind.UNAVAILABLE, answer.errorCode(),
                    said("NotificationWait", answer.errorCode()));
        }
        return answer.eventPending();
    }

    @Override
    public void close() {
        if (!context.isOpen()) {
            return;
        }
        try {
            call(RequestType.DISCONNECT, new MailboxBody.DisconnectRequest(), GOODBYE,
                    MailboxBody.DisconnectResponse::read);
        } catch (CarrierException gone) {
            context.abandon(); // the server forgets it by itself
        }
    }

    private <T> T call(RequestType type, MailboxBody request, Duration limit, Function<WireReader, T> reader) {
        try {
            var in = new WireReader(context.call(type, request.bytes(), limit));
            int status = in.int32("StatusCode");
            if (status != 0) {
                MailboxBody.Failure.read(status, in);
                context.abandon();
                throw new CarrierException(type == RequestType.EXECUTE
                        ? CarrierException.Kind.OUTCOME_UNKNOWN
                        : CarrierException.Kind.UNAVAILABLE, status, said(type.wireName() + " StatusCode", status));
            }
            return reader.apply(in);
        } catch (WireException broken) {
            context.abandon();
            throw new CarrierException(CarrierException.Kind.OUTCOME_UNKNOWN, 0,
                    type.wireName() + " at " + peer() + ": " + broken.getMessage(), java.util.Optional.empty(), broken);
        } catch (MapiHttpException failure) {
            throw new CarrierException(kind(failure), 0, String.valueOf(failure.getMessage()), failure.retryAfter(),
                    failure);
        }
    }

    private static CarrierException.Kind kind(MapiHttpException failure) {
        return switch (failure.kind()) {
            case CONTEXT_LOST -> CarrierException.Kind.SESSION_LOST;
            case OUTCOME_UNKNOWN -> CarrierException.Kind.OUTCOME_UNKNOWN;
            case REFUSED -> CarrierException.Kind.REFUSED;
            case NOT_SENT, UNAVAILABLE, NOT_UNDERSTOOD -> CarrierException.Kind.UNAVAILABLE;
        };
    }
}
