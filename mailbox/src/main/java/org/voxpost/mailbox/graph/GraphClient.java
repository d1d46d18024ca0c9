package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.graph.GraphErrors.Refusal;
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpFailure;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.RetryAfter;
import org.voxpost.mailbox.http.Throttle;

/** Does requests at one Graph: sign-in, JSON, errors, pauses. Safe for many threads. */
final class GraphClient implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(64).maxStringLength(8 << 20).maxNumberLength(100).build())
            .build());
    private static final long LONGEST_JSON = 32L << 20;
    private static final long LONGEST_AUDIO = 1L << 30;
    private static final int LONGEST_REFUSAL = 64 << 10;

    private final GraphSettings settings;
    private final HttpEndpoint endpoint;
    private final HttpEndpoint uploads;
    private final InstantSource clock;
    private final Throttle throttle;

    GraphClient(GraphSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.endpoint = new HttpEndpoint(settings.http());
        HttpSettings http = settings.http();
        this.uploads = new HttpEndpoint(new HttpSettings(new Account.Anonymous(), http.trust(), http.proxy(),
                http.connectTimeout(), http.responseTimeout(), http.maxConnections(), http.userAgent()));
        this.throttle = new Throttle(clock);
    }

    GraphSettings settings() {
        return settings;
    }

    Instant now() {
        return clock.instant();
    }

    String peer() {
        return settings.base().getAuthority();
    }

    GraphRequest get(GraphPath path, String what, Optional<SmtpAddress> owner) {
        return new GraphRequest("GET", path, what, owner, Map.of(), Optional.empty(), true, settings.deadline());
    }

    GraphRequest send(String method, GraphPath path, String what, SmtpAddress owner, JsonNode body) {
        return new GraphRequest(method, path, what, Optional.of(owner), Map.of(), Optional.of(json(body)), true,
                settings.deadline());
    }

    static HttpBody json(JsonNode body) {
        return HttpBody.of(GraphRequest.JSON, body.toString());
    }

    /** @return the answer's JSON; a missing node if it has none */
    JsonNode call(GraphRequest request) {
        return exchange(request, LONGEST_JSON, answer -> {
            if (answer.status() == 204 || answer.status() == 202) {
                return MissingNode.getInstance();
            }
            if (!answer.mediaType().equals(GraphRequest.JSON)) {
                throw new IOException("the answer is " + answer.mediaType() + ", not JSON");
            }
            return JSON.readTree(answer.body());
        });
    }

    /** Hands over the body of a success while the connection is held. */
    void fetch(GraphRequest request, Fetched to) {
        exchange(request, LONGEST_AUDIO, answer -> {
            to.read(answer.body());
            return true;
        });
    }

    /** Reads a body. */
    @FunctionalInterface
    interface Fetched {
        void read(InputStream body) throws IOException;
    }

    private <T> T exchange(GraphRequest request, long limit, HttpAnswer.Reader<T> success) {
        awaitPause(request);
        HttpRequest http = HttpRequest.of(request.method(), request.path().on(settings.base()))
                .with("Accept", GraphRequest.JSON).within(request.deadline()).withAnswerLimit(limit);
        for (var field : request.fields().entrySet()) {
            http = http.with(field.getKey(), field.getValue());
        }
        if (request.body().isPresent()) {
            http = http.withBody(request.body().get());
        }
        Instant sent = clock.instant();
        try {
            return endpoint.exchange(http, answer -> {
                if (answer.status() / 100 != 2) {
                    throw refused(request.operation(), request.owner(), refusal(answer), request.repeatable(), sent);
                }
                return success.read(answer);
            });
        } catch (HttpFailure e) {
            throw request.repeatable()
                    ? e.whenRepeatable(request.operation())
                    : e.whenNotRepeatable(request.operation());
        }
    }

    /** False while the server wants this mailbox to be left alone. */
    boolean isOpen(SmtpAddress owner) {
        return throttle.left(owner).isEmpty();
    }

    private void awaitPause(GraphRequest request) {
        request.owner().flatMap(throttle::left).ifPresent(left -> {
            throw new MailboxException.Unavailable(request.operation(), peer(), "asked for a pause",
                    Optional.of(left), null);
        });
    }

    /** Sends a piece of an upload: without sign-in, its address is the key. It is in no message and no log. */
    JsonNode upload(UploadAddress address, HttpRequest request, String what, SmtpAddress owner) {
        String operation = what + " for " + owner;
        Instant sent = clock.instant();
        try {
            return uploads.exchange(request.withAnswerLimit(LONGEST_JSON), answer -> {
                if (answer.status() / 100 != 2) {
                    throw refused(operation, Optional.of(owner), refusal(answer), true, sent);
                }
                return answer.status() == 200 ? JSON.readTree(answer.body()) : MissingNode.getInstance();
            });
        } catch (HttpFailure e) {
            throw new MailboxException.Unavailable(operation, address.host(), "the upload broke off", Optional.empty(),
                    null);
        }
    }

    /** The exception for a refusal; a pause that it asks for is remembered. */
    MailboxException refused(String operation, Optional<SmtpAddress> owner, Refusal refusal, boolean repeatable,
            Instant sent) {
        if (refusal.isBusy()) {
            if (refusal.status() == 429 && owner.isPresent()) {
                throttle.pause(owner.get(), refusal.pause());
            } else {
                throttle.pauseAll(refusal.pause());
            }
        }
        return GraphErrors.exception(operation, peer(), refusal, repeatable, sent);
    }

    private Refusal refusal(HttpAnswer answer) throws IOException {
        return new Refusal(answer.status(), retryAfter(answer.field("Retry-After").orElse("")),
                parsed(answer.text(LONGEST_REFUSAL)));
    }

    Optional<Duration> retryAfter(String value) {
        return RetryAfter.read(value, clock.instant()).map(RetryAfter::bounded);
    }

    private static JsonNode parsed(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).orElse(MissingNode.getInstance());
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** Follows pages; empty behind the last. */
    Optional<GraphPath> next(JsonNode page, String what) {
        return link(page, "@odata.nextLink", what);
    }

    Optional<GraphPath> link(JsonNode page, String name, String what) {
        String link = page.path(name).asText("");
        try {
            return link.isEmpty() ? Optional.empty() : Optional.of(GraphPath.below(settings.base(), link));
        } catch (IllegalArgumentException elsewhere) {
            throw new MailboxException.Unavailable(what, peer(), String.valueOf(elsewhere.getMessage()));
        }
    }

    @Override
    public void close() {
        endpoint.close();
        uploads.close();
    }
}
