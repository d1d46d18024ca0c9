package org.voxpost.lab.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.lab.store.LabAccount;

/** One connection: reads requests, signs in, hands over to the handler. Runs on its own virtual thread. */
final class HttpConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final int BUFFER = 64 * 1024;
    private static final long DRAINED = 128L << 20;

    private final HttpServer server;
    private final Runnable breakOff;
    private final SignIn signIn;
    private final InputStream in;
    private final OutputStream out;
    private final Map<String, Object> state = new HashMap<>();

    HttpConnection(HttpServer server, Socket socket, Runnable breakOff, SignIn signIn) throws IOException {
        this.server = server;
        this.breakOff = breakOff;
        this.signIn = signIn;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    void run() throws IOException {
        try {
            while (true) {
                Optional<RequestHead> head = RequestHead.read(in);
                if (head.isEmpty() || !answer(head.get())) {
                    return;
                }
            }
        } catch (BadRequest e) {
            LOG.info("Bad request: {}", e.getMessage());
            out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    /** @return true if the connection can carry another request */
    private boolean answer(RequestHead head) throws IOException {
        InputStream body = RequestBody.of(head, in);
        boolean hasBody = head.header("Content-Length").filter("0"::equals).isEmpty();
        boolean waits = hasBody && head.header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
        boolean endless = head.method().startsWith("RPC_"); // a channel of RPC over HTTP: only for who is signed in
        if (waits && !endless) {
            goOn();
        }
        var exchange = new HttpExchange(head, body, out, breakOff, state);
        Optional<HttpServer.Route> route = server.route(head.path());
        if (route.isEmpty()) {
            exchange.respond(404, "text/html", "<html><body>Not Found</body></html>");
        } else {
            if (!serve(route.get(), exchange, waits && endless)) {
                return false;
            }
        }
        return drain(body) && !head.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    private void goOn() throws IOException {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /**
     * @param waits true if the client sends nothing more before it is told to
     * @return false if it was not told to: the body will not come
     */
    private boolean serve(HttpServer.Route route, HttpExchange exchange, boolean waits) throws IOException {
        if (route.signIn()) {
            Optional<LabAccount> account = signIn.check(exchange);
            if (account.isEmpty()) {
                return !waits;
            }
            exchange.account(account.get());
        }
        if (waits) {
            goOn();
        }
        try {
            route.handler().handle(exchange);
        } catch (HttpExchange.TooLarge e) {
            exchange.respond(413, "text/html", "<html><body>Request too large</body></html>");
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", exchange.method(), exchange.path(), e);
            if (!exchange.answered()) {
                exchange.respond(500, "text/html", "<html><body>Internal Server Error</body></html>");
            }
        }
        return true;
    }

    /** Reads what the handler left of the body. */
    private static boolean drain(InputStream body) throws IOException {
        byte[] waste = new byte[BUFFER];
        long read = 0;
        int count = body.read(waste);
        while (count >= 0 && read < DRAINED) {
            read += count;
            count = body.read(waste);
        }
        return count < 0;
    }
}
