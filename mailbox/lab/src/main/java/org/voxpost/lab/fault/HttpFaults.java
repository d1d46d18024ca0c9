package org.voxpost.lab.fault;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.voxpost.lab.http.HttpExchange;

/** The faults that are the same for everything over HTTP. */
public final class HttpFaults {
    private static final String PAGE = "<html><head><title>Gateway</title></head><body>Please sign in.</body></html>";

    private HttpFaults() {
    }

    /**
     * Does what {@code fault} says as far as it is HTTP's: waits, answers, or makes the coming answer break off.
     *
     * @return true if the request is answered and must not be executed
     */
    public static boolean apply(Fault fault, HttpExchange exchange) throws IOException {
        switch (fault.kind()) {
            case SLOW -> await(fault.number(1000));
            case CUT -> exchange.cutAfter(fault.number(0));
            case LOST -> exchange.cutAfter(-1);
            case UNAUTHORIZED -> {
                exchange.addHeader("WWW-Authenticate", "Basic realm=\"lab\"");
                exchange.respond(401, "text/html", PAGE);
            }
            case UNAVAILABLE -> {
                if (fault.number(30) > 0) {
                    exchange.addHeader("Retry-After", Long.toString(fault.number(30)));
                }
                exchange.respond(503, "text/html", PAGE);
            }
            case HTML -> exchange.respond(200, "text/html", PAGE);
            case BAD_XML -> exchange.respond(200, "text/xml; charset=utf-8", "<?xml version=\"1.0\"?><Envelope><Bo");
            case CONTENT_TOO_LARGE -> exchange.respond(413, "text/html", PAGE);
            case REFUSE, BUSY, QUOTA, TOO_LARGE, BUFFER_TOO_SMALL, BACKOFF, ERROR, DROPS_FILES, NO_CHUNKED, FAULT_200,
                    NINE_DIGITS -> {
                return false;
            }
        }
        return exchange.answered();
    }

    private static void await(long milliseconds) {
        try {
            boolean ended = new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
            if (ended) {
                throw new AssertionError("nobody counts down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
