package org.voxpost.lab.nspi;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.fault.HttpFaults;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.mapihttp.AnswerWriter;
import org.voxpost.mailbox.wire.mapihttp.MapiHttpContext;
import org.voxpost.mailbox.wire.mapihttp.RequestType;
import org.voxpost.mailbox.wire.mapihttp.ResponseCode;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiHttp;
import org.voxpost.mailbox.wire.rop.ErrorCode;

/** The address book endpoint {@code /mapi/nspi} ([MS-OXCMAPIHTTP] 3.2.5): headers, cookies, sequence, framing, faults. */
public final class NspiOverHttp implements HttpHandler {
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final List<String> DEMANDED = List.of("X-RequestType", "X-RequestId", "X-ClientInfo",
            "X-ClientApplication");

    private final NspiServer server;
    private final Faults faults;
    private final Contexts contexts = new Contexts();
    private volatile int pendings;
    private volatile Set<Boolean> presence = Set.of(true, false);

    /** @param faults by the names of requests: {@code QueryRows} */
    public NspiOverHttp(NspiServer server, Faults faults) {
        this.server = server;
        this.faults = faults;
    }

    /** Every answer is preceded by so many keep-alives. */
    public void pendings(int count) {
        pendings = count;
    }

    /** Filters are read only if their values have the presence byte (true), or have it not (false); at first both. */
    public void filters(Set<Boolean> withPresence) {
        presence = Set.copyOf(withPresence);
    }

    /** Forgets all sessions, as a restarted server does. */
    public void forgetSessions() {
        contexts.clear();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.bodyBytes(LONGEST_REQUEST);
        exchange.addHeader("X-ServerApplication", "Exchange/15.02.1748.010");
        for (String name : List.of("X-RequestType", "X-RequestId", "X-ClientInfo")) {
            exchange.header(name).ifPresent(value -> exchange.addHeader(name, value));
        }
        Optional<ResponseCode> wrong = wrong(exchange);
        if (wrong.isPresent()) {
            refuse(exchange, wrong.get(), "headers");
            return;
        }
        Optional<RequestType> type = RequestType.of(exchange.header("X-RequestType").orElseThrow());
        if (type.isEmpty()) {
            refuse(exchange, ResponseCode.INVALID_REQUEST_TYPE, "X-RequestType");
        } else {
            handle(exchange, type.get(), body);
        }
    }

    private void handle(HttpExchange exchange, RequestType type, byte[] body) throws IOException {
        Optional<Fault> fault = faults.take(type.wireName());
        if (fault.isPresent() && HttpFaults.apply(fault.get(), exchange)) {
            return;
        }
        Optional<ResponseCode> ordered = fault.flatMap(f -> ResponseCode.named(f.value()));
        if (ordered.isPresent()) {
            refuse(exchange, ordered.get(), "as ordered");
        } else if (type == RequestType.PING) {
            respond(exchange, new byte[0]);
        } else if (type == RequestType.BIND) {
            bind(exchange, body, fault);
        } else {
            inContext(exchange, type, body, fault);
        }
    }

    private static Optional<ResponseCode> wrong(HttpExchange exchange) {
        if (!exchange.method().equals("POST")) {
            return Optional.of(ResponseCode.INVALID_VERB);
        }
        if (!exchange.query().toLowerCase(Locale.ROOT).startsWith("mailboxid=")) {
            return Optional.of(ResponseCode.INVALID_PATH);
        }
        if (!exchange.header("Content-Type").orElse("").equalsIgnoreCase(MapiHttpContext.CONTENT_TYPE)) {
            return Optional.of(ResponseCode.INVALID_HEADER);
        }
        return DEMANDED.stream().allMatch(name -> exchange.header(name).isPresent())
                ? Optional.empty()
                : Optional.of(ResponseCode.MISSING_HEADER);
    }

    private void bind(HttpExchange exchange, byte[] body, Optional<Fault> fault) throws IOException {
        Optional<byte[]> answer = answer(exchange, RequestType.BIND, body, fault);
        if (answer.isPresent()) {
            Optional.ofNullable(cookies(exchange).get(Contexts.CONTEXT_COOKIE)).ifPresent(contexts::end);
            Contexts.Context context = contexts.create(exchange.account().user());
            exchange.addHeader("Set-Cookie", Contexts.CONTEXT_COOKIE + "=" + context.id() + "; path=/mapi; secure");
            sequence(exchange, context);
            respond(exchange, answer.get());
        }
    }

    private void inContext(HttpExchange exchange, RequestType type, byte[] body, Optional<Fault> fault)
            throws IOException {
        Contexts.Found found = contexts.begin(cookies(exchange), exchange.account().user());
        if (found.context().isEmpty()) {
            refuse(exchange, found.code(), "cookies");
            return;
        }
        Contexts.Context context = found.context().get();
        sequence(exchange, context);
        Optional<byte[]> answer;
        try {
            answer = answer(exchange, type, body, fault);
        } finally {
            context.finish();
        }
        if (answer.isPresent()) {
            if (type == RequestType.UNBIND) {
                contexts.end(context.id());
            }
            respond(exchange, answer.get());
        }
    }

    /** Empty: the refusal has been sent. */
    private Optional<byte[]> answer(HttpExchange exchange, RequestType type, byte[] body, Optional<Fault> fault)
            throws IOException {
        int error = fault.map(NspiOverHttp::error).orElse(0);
        if (error != 0) {
            return Optional.of(new WireWriter().uint32("StatusCode", 0).int32("ErrorCode", error).bytes());
        }
        try {
            NspiCall<?> call = NspiHttp.request(type, body);
            if (call instanceof NspiCall.GetMatches && !isReadable(call, body)) {
                throw new WireException("a filter in the other form");
            }
            return Optional.of(NspiHttp.answer(server.answer(call)));
        } catch (WireException e) {
            refuse(exchange, ResponseCode.INVALID_REQUEST_BODY, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean isReadable(NspiCall<?> call, byte[] body) {
        Set<Boolean> forms = presence;
        return forms.size() == 2 || forms.stream().anyMatch(form -> Arrays.equals(NspiHttp.request(call, form), body));
    }

    private static int error(Fault fault) {
        return switch (fault.kind()) {
            case BUSY -> ErrorCode.SERVER_BUSY;
            case ERROR -> Long.decode(fault.value()).intValue();
            default -> 0;
        };
    }

    private static void sequence(HttpExchange exchange, Contexts.Context context) {
        exchange.addHeader("Set-Cookie", Contexts.SEQUENCE_COOKIE + "=" + context.nextSequence() + "; path=/mapi");
    }

    private void respond(HttpExchange exchange, byte[] body) throws IOException {
        exchange.addHeader("X-ResponseCode", "0");
        exchange.addHeader("X-PendingPeriod", "15000");
        exchange.addHeader("X-ExpirationInfo", "900000");
        try (OutputStream out = exchange.respondChunked(200, MapiHttpContext.CONTENT_TYPE)) {
            var writer = new AnswerWriter(out);
            writer.processing();
            for (int i = 0; i < pendings; i++) {
                writer.pending();
            }
            writer.done(Map.of("X-ElapsedTime", "1", "X-StartTime", "Tue, 24 Nov 2026 10:00:00 GMT"), body);
        }
    }

    private static void refuse(HttpExchange exchange, ResponseCode code, String what) throws IOException {
        exchange.addHeader("X-ResponseCode", Integer.toString(code.number()));
        exchange.respond(200, "text/html", "<html><body>" + code + ": " + what + "</body></html>");
    }

    private static Map<String, String> cookies(HttpExchange exchange) {
        var cookies = new HashMap<String, String>();
        for (String pair : exchange.header("Cookie").orElse("").split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            }
        }
        return cookies;
    }
}
