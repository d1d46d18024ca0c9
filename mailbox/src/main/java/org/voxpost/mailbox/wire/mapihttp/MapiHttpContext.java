package org.voxpost.mailbox.wire.mapihttp;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.voxpost.mailbox.wire.WireException;

/**
 * One Session Context at one endpoint ([MS-OXCMAPIHTTP] 3.1): cookies, request ids, one request at a time. A waiting
 * NotificationWait and PING may run beside it. After {@link MapiHttpException.Kind#CONTEXT_LOST} or {@code
 * OUTCOME_UNKNOWN} the next request has to be Connect or Bind; it carries the old cookies, so that the server frees what
 * it still holds (3.1.5.7). Safe for several threads.
 */
public final class MapiHttpContext {
    /** Content-Type of requests and of answers with code 0. */
    public static final String CONTENT_TYPE = "application/mapi-http";
    private static final int LONGEST_ANSWER = 8 * 1024 * 1024;

    private final MapiHttpRoad road;
    private final URI url;
    private final ClientIdentity client;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final ContextCookies cookies = new ContextCookies();
    private final AtomicLong counter = new AtomicLong();
    private volatile UUID contextId = UUID.randomUUID();
    private volatile String clientInfo;
    private volatile boolean open;

    /** @param url whole, with MailboxId */
    public MapiHttpContext(MapiHttpRoad road, URI url, ClientIdentity client) {
        this.road = road;
        this.url = url;
        this.client = client;
        this.clientInfo = client.nextClientInfo();
    }

    /** True between a successful Connect or Bind and the loss or end of the context. */
    public boolean isOpen() {
        return open;
    }

    public URI url() {
        return url;
    }

    /**
     * Sends one request and returns the payload of its answer, the StatusCode first.
     *
     * @param deadline for all of it; keep-alives do not extend it
     * @throws MapiHttpException saying what can be done
     */
    public byte[] call(RequestType type, byte[] body, Duration deadline) {
        if (type.runsBesideOthers()) {
            return send(type, body, deadline);
        }
        oneAtATime.lock();
        try {
            return send(type, body, deadline);
        } finally {
            oneAtATime.unlock();
        }
    }

    private byte[] send(RequestType type, byte[] body, Duration deadline) {
        if (type.opensContext()) {
            renew();
        } else if (!open && type != RequestType.PING) {
            throw new MapiHttpException(MapiHttpException.Kind.CONTEXT_LOST, -1,
                    type.wireName() + " at " + url.getHost() + ": no session context");
        }
        long request = counter.incrementAndGet();
        var answers = new AnswerCheck(type, url, open);
        try {
            byte[] payload = post(type, body, deadline, request, answers);
            if (type.opensContext()) {
                open = true;
            } else if (type.closesContext()) {
                end();
            }
            return payload;
        } catch (MapiHttpException failure) {
            switch (failure.kind()) {
                case CONTEXT_LOST, OUTCOME_UNKNOWN -> open = false;
                case NOT_SENT, UNAVAILABLE, REFUSED, NOT_UNDERSTOOD -> {
                    // the context, if there is one, is as it was
                }
            }
            throw failure;
        }
    }

    /** Posts; what surely was not sent is sent once more, unchanged ([MS-OXCMAPIHTTP] 3.1.5.7). */
    private byte[] post(RequestType type, byte[] body, Duration deadline, long request, AnswerCheck answers) {
        Map<String, String> headers = headers(type, request);
        try {
            try {
                return road.post(url, headers, body, deadline, in -> payload(type, request, answers, in));
            } catch (MapiHttpRoad.NotSent first) {
                return road.post(url, headers, body, deadline, in -> payload(type, request, answers, in));
            }
        } catch (MapiHttpRoad.NotSent notSent) {
            throw answers.failure(MapiHttpException.Kind.NOT_SENT, notSent);
        } catch (IOException | WireException broken) {
            throw answers.failure(MapiHttpException.Kind.OUTCOME_UNKNOWN, broken);
        }
    }

    private byte[] payload(RequestType type, long request, AnswerCheck answers, MapiHttpRoad.Response response)
            throws IOException {
        int code = answers.beginning(response);
        MapiHttpAnswer answer = AnswerReader.read(response.body(), LONGEST_ANSWER);
        answers.end(answer.code(code));
        if (type.opensContext()) {
            cookies.clear(); // never mix those of the old context with those of the new one
        }
        cookies.accept(request, response.headers().getOrDefault("set-cookie", java.util.List.of()));
        return answer.body();
    }

    private Map<String, String> headers(RequestType type, long request) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", CONTENT_TYPE);
        headers.put("Accept", CONTENT_TYPE);
        headers.put("X-RequestType", type.wireName());
        headers.put("X-RequestId", ClientIdentity.braced(contextId) + ":" + request);
        headers.put("X-ClientInfo", clientInfo);
        headers.put("X-ClientApplication", ClientIdentity.APPLICATION);
        cookies.header().ifPresent(value -> headers.put("Cookie", value));
        return headers;
    }

    private void renew() {
        if (open || counter.get() > 0) {
            contextId = UUID.randomUUID();
            clientInfo = client.nextClientInfo();
        }
        open = false;
    }

    /** Makes the next request begin with Connect or Bind, because the caller does not trust the context any more. */
    public void abandon() {
        open = false;
    }

    private void end() {
        open = false;
        cookies.clear();
    }
}
