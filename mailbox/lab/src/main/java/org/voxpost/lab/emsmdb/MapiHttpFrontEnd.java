package org.voxpost.lab.emsmdb;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.fault.HttpFaults;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.mapihttp.AnswerWriter;
import org.voxpost.mailbox.wire.mapihttp.MailboxBody;
import org.voxpost.mailbox.wire.mapihttp.MapiHttpContext;
import org.voxpost.mailbox.wire.mapihttp.RequestType;
import org.voxpost.mailbox.wire.mapihttp.ResponseCode;
import org.voxpost.mailbox.wire.rop.ErrorCode;

/** {@code /mapi/emsmdb} ([MS-OXCMAPIHTTP] 3.2): session contexts with cookies, bodies, keep-alives, faults. */
public final class MapiHttpFrontEnd implements HttpHandler {
    /** Where it is served. */
    public static final String PATH = "/mapi/emsmdb";
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final String CONTEXT = "MapiContext";
    private static final String SEQUENCE = "MapiSequence";

    private final LabStore store;
    private final Faults faults;
    private final Duration pendingPeriod;
    private final Map<String, SessionContext> contexts = new ConcurrentHashMap<>();
    private final Map<String, Integer> executed = new ConcurrentHashMap<>();

    /** @param pendingPeriod time between keep-alives */
    public MapiHttpFrontEnd(LabStore store, Faults faults, Duration pendingPeriod) {
        this.store = store;
        this.faults = faults;
        this.pendingPeriod = pendingPeriod;
    }

    /** Serves it, with keep-alives each 15 s. */
    public static MapiHttpFrontEnd install(HttpServer server, LabStore store, Faults faults) {
        var frontEnd = new MapiHttpFrontEnd(store, faults, Duration.ofSeconds(15));
        server.serve(PATH, frontEnd);
        return frontEnd;
    }

    /** How many requests of a type were accepted, for tests of how many a job takes. */
    public int accepted(RequestType type) {
        return executed.getOrDefault(type.wireName(), 0);
    }

    /** Forgets every session, as a server does that was restarted. */
    public void forgetContexts() {
        contexts.values().forEach(context -> context.processor().close());
        contexts.clear();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.bodyBytes(LONGEST_REQUEST);
        for (String header : new String[]{"X-RequestType", "X-RequestId", "X-ClientInfo"}) {
            exchange.header(header).ifPresent(value -> exchange.addHeader(header, value));
        }
        exchange.addHeader("X-ServerApplication", "Exchange/15.20.0485.000");
        if (!exchange.method().equals("POST")) {
            fail(exchange, ResponseCode.INVALID_VERB);
        } else if (missingHeader(exchange)) {
            fail(exchange, ResponseCode.MISSING_HEADER);
        } else {
            Optional<RequestType> type = exchange.header("X-RequestType").flatMap(RequestType::of);
            if (type.isEmpty()) {
                fail(exchange, ResponseCode.INVALID_REQUEST_TYPE);
            } else {
                handle(exchange, type.get(), body);
            }
        }
    }

    private static boolean missingHeader(HttpExchange exchange) {
        return exchange.header("X-RequestType").isEmpty() || exchange.header("X-RequestId").isEmpty()
                || exchange.header("X-ClientInfo").isEmpty() || exchange.header("X-ClientApplication").isEmpty()
                || exchange.header("Content-Type").filter(MapiHttpContext.CONTENT_TYPE::equalsIgnoreCase).isEmpty();
    }

    private void handle(HttpExchange exchange, RequestType type, byte[] body) throws IOException {
        Optional<Fault> fault = faults.take(type.wireName());
        if (fault.isPresent() && HttpFaults.apply(fault.get(), exchange)) {
            return;
        }
        Optional<ResponseCode> ordered = fault.flatMap(f -> ResponseCode.named(f.value()));
        if (ordered.isPresent()) {
            fail(exchange, ordered.get());
            return;
        }
        switch (type) {
            case PING -> answer(exchange, new byte[0]);
            case CONNECT -> connect(exchange, body);
            case EXECUTE, DISCONNECT, NOTIFICATION_WAIT -> inContext(exchange, type, body, fault);
            default -> fail(exchange, ResponseCode.INVALID_REQUEST_TYPE);
        }
    }

    private void connect(HttpExchange exchange, byte[] body) throws IOException {
        MailboxBody.ConnectRequest request;
        try {
            request = MailboxBody.ConnectRequest.read(body);
        } catch (WireException broken) {
            fail(exchange, ResponseCode.INVALID_REQUEST_BODY);
            return;
        }
        forget(cookies(exchange).get(CONTEXT));
        Optional<LabMailbox> user = store.mailboxByDistinguishedName(request.userDn());
        boolean known = user.isPresent() || exchange.account().service();
        if (known) {
            String id = UUID.randomUUID().toString();
            var context = new SessionContext(exchange.account(), new RopProcessor(store, exchange.account()));
            contexts.put(id, context);
            cookie(exchange, CONTEXT, id);
            cookie(exchange, SEQUENCE, context.sequence());
        }
        count(RequestType.CONNECT);
        answer(exchange, new MailboxBody.ConnectResponse(known ? 0 : ErrorCode.UNKNOWN_USER, 60_000, 6, 10_000, "",
                user.map(LabMailbox::displayName).orElse("")).bytes());
    }

    private void forget(@org.jspecify.annotations.Nullable String id) {
        SessionContext old = id == null ? null : contexts.remove(id);
        if (old != null) {
            old.processor().close();
        }
    }

    private void inContext(HttpExchange exchange, RequestType type, byte[] body, Optional<Fault> fault)
            throws IOException {
        Map<String, String> cookies = cookies(exchange);
        String id = cookies.get(CONTEXT);
        SessionContext context = id == null ? null : contexts.get(id);
        if (id == null) {
            fail(exchange, ResponseCode.MISSING_COOKIE);
        } else if (context == null || !context.account().user().equals(exchange.account().user())) {
            fail(exchange, ResponseCode.CONTEXT_NOT_FOUND);
        } else if (type == RequestType.NOTIFICATION_WAIT) {
            await(exchange, context, body);
        } else if (!context.begin(cookies.get(SEQUENCE))) {
            fail(exchange, ResponseCode.INVALID_SEQUENCE);
        } else {
            try {
                cookie(exchange, SEQUENCE, context.sequence());
                fault.ifPresent(context.processor()::order);
                executeOrEnd(exchange, type, id, context, body, fault);
            } finally {
                context.end();
            }
        }
    }

    private void executeOrEnd(HttpExchange exchange, RequestType type, String id, SessionContext context, byte[] body,
            Optional<Fault> fault) throws IOException {
        count(type);
        if (type == RequestType.DISCONNECT) {
            forget(id);
            answer(exchange, body, MailboxBody.DisconnectRequest::read,
                    request -> new MailboxBody.DisconnectResponse(0));
            return;
        }
        answer(exchange, body, MailboxBody.ExecuteRequest::read, request -> execute(request, context, fault));
    }

    private static MailboxBody execute(MailboxBody.ExecuteRequest request, SessionContext context,
            Optional<Fault> fault) {
        int error = fault.map(MapiHttpFrontEnd::errorCode).orElse(0);
        if (error != 0) {
            return new MailboxBody.ExecuteResponse(error, new byte[0]);
        }
        boolean chain = (request.flags() & MailboxBody.ExecuteRequest.CHAIN) != 0;
        try {
            return new MailboxBody.ExecuteResponse(0,
                    context.processor().execute(request.ropBuffer(), chain, request.maxRopOut()));
        } catch (WireException broken) {
            return new MailboxBody.ExecuteResponse(ErrorCode.RPC_FORMAT, new byte[0]);
        }
    }

    private static int errorCode(Fault fault) {
        return switch (fault.kind()) {
            case BUSY -> ErrorCode.SERVER_BUSY;
            case ERROR -> Long.decode(fault.value()).intValue();
            default -> 0;
        };
    }

    private void await(HttpExchange exchange, SessionContext context, byte[] body) throws IOException {
        try {
            MailboxBody.WaitRequest.read(body);
        } catch (WireException broken) {
            fail(exchange, ResponseCode.INVALID_REQUEST_BODY);
            return;
        }
        count(RequestType.NOTIFICATION_WAIT);
        head(exchange);
        try (OutputStream out = exchange.respondChunked(200, MapiHttpContext.CONTENT_TYPE)) {
            var writer = new AnswerWriter(out);
            writer.processing();
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            boolean event = context.processor().awaitEvent(pendingPeriod);
            while (!event && System.nanoTime() < end && !context.processor().isClosed()) {
                writer.pending();
                event = context.processor().awaitEvent(pendingPeriod);
            }
            writer.done(trailer(), new MailboxBody.WaitResponse(0, event).bytes());
        }
    }

    private <T> void answer(HttpExchange exchange, byte[] body, Function<byte[], T> read,
            Function<T, MailboxBody> execute) throws IOException {
        T request;
        try {
            request = read.apply(body);
        } catch (WireException broken) {
            fail(exchange, ResponseCode.INVALID_REQUEST_BODY);
            return;
        }
        answer(exchange, execute.apply(request).bytes());
    }

    private void answer(HttpExchange exchange, byte[] payload) throws IOException {
        head(exchange);
        var bytes = new java.io.ByteArrayOutputStream(payload.length + 100);
        var writer = new AnswerWriter(bytes);
        writer.processing();
        writer.done(trailer(), payload);
        exchange.respond(200, MapiHttpContext.CONTENT_TYPE, bytes.toByteArray());
    }

    private void head(HttpExchange exchange) {
        exchange.addHeader("X-ResponseCode", "0");
        exchange.addHeader("X-PendingPeriod", Long.toString(pendingPeriod.toMillis()));
        exchange.addHeader("X-ExpirationInfo", "900000");
    }

    private static Map<String, String> trailer() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-ElapsedTime", "1");
        headers.put("X-StartTime", java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
                .format(java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC)));
        return headers;
    }

    private static void fail(HttpExchange exchange, ResponseCode code) throws IOException {
        exchange.addHeader("X-ResponseCode", Integer.toString(code.number()));
        exchange.respond(200, "text/html", "<html><body>" + code + "</body></html>");
    }

    private void count(RequestType type) {
        executed.merge(type.wireName(), 1, Integer::sum);
    }

    private static void cookie(HttpExchange exchange, String name, String value) {
        exchange.addHeader("Set-Cookie", name + "=" + value + "; path=/mapi; secure; httponly");
    }

    private static Map<String, String> cookies(HttpExchange exchange) {
        var cookies = new LinkedHashMap<String, String>();
        for (String line : exchange.headers("Cookie")) {
            for (String pair : line.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
                }
            }
        }
        return cookies;
    }
}
