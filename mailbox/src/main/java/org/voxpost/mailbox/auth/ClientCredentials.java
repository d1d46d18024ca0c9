package org.voxpost.mailbox.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpFailure;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.TlsTrust;

/**
 * Tokens for an application of its own right: OAuth 2.0 client credentials (RFC 6749, 4.4), proved by a secret or by a
 * signed assertion (RFC 7523). One request at a time fetches a token, five minutes before the old one ends; an old one
 * that still holds is used on when that fails. Blocks while it fetches; safe for use by many threads.
 */
public final class ClientCredentials implements AutoCloseable {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(10); // between two attempts, and for a token refused
    private static final Duration DEFAULT_LIFE = Duration.ofHours(1);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What proves that the client is who it says. */
    @FunctionalInterface
    public interface Proof {
        /** Form fields for one request, for example {@code client_secret}. */
        Map<String, String> fields(URI tokenEndpoint, String clientId, Instant now);

        static Proof secret(Secret secret) {
            return (endpoint, client, now) -> Map.of("client_secret", secret.reveal());
        }
    }

    /**
     * @param tokenEndpoint for example {@code https://login.microsoftonline.com/TENANT/oauth2/v2.0/token}
     * @param scope for example {@code https://outlook.office365.com/.default}
     */
    public record Settings(URI tokenEndpoint, String clientId, Proof proof, String scope, TlsTrust trust) {
    }

    private record Token(String value, Instant fetched, Instant ends) {
        /** Five minutes early, or at half its life if that is short. */
        boolean isDue(Instant now) {
            Duration half = Duration.between(fetched, ends).dividedBy(2);
            return !now.isBefore(ends.minus(half.compareTo(EARLY) < 0 ? half : EARLY));
        }
    }

    private final Settings settings;
    private final InstantSource clock;
    private final HttpEndpoint endpoint;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Token token;
    private Instant triedAt = Instant.MIN;

    public ClientCredentials(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.endpoint = new HttpEndpoint(HttpSettings.of(new Account.Anonymous()).withTrust(settings.trust()));
    }

    /** An account that signs in with these tokens; valid until this is closed. */
    public Account.Bearer account() {
        return new Account.Bearer(settings.clientId(), Secret.renewable(this::current, this::forget));
    }

    /** @throws MailboxException if no token can be had */
    private String current() {
        Token now = token;
        if (now != null && !now.isDue(clock.instant())) {
            return now.value();
        }
        fetching.lock();
        try {
            return renewed();
        } finally {
            fetching.unlock();
        }
    }

    private String renewed() {
        Instant now = clock.instant();
        Token old = token;
        if (old != null && (!old.isDue(now) || old.ends().isAfter(now) && now.isBefore(triedAt.plus(PAUSE)))) {
            return old.value(); // fetched by another thread, or tried just now
        }
        triedAt = now;
        try {
            Token fresh = fetch(now);
            token = fresh;
            return fresh.value();
        } catch (MailboxException e) {
            if (old != null && old.ends().isAfter(now)) {
                return old.value();
            }
            throw e;
        }
    }

    /** A server refused the token before its time. */
    private boolean forget() {
        Token refused = token;
        if (refused == null || clock.instant().isBefore(refused.fetched().plus(PAUSE))) {
            return false; // another one would not be better
        }
        fetching.lock();
        try {
            if (token == refused) {
                token = null;
            }
            return true;
        } finally {
            fetching.unlock();
        }
    }

    private Token fetch(Instant now) {
        Map<String, String> form = new TreeMap<>(
                settings.proof().fields(settings.tokenEndpoint(), settings.clientId(), now));
        form.put("grant_type", "client_credentials");
        form.put("client_id", settings.clientId());
        form.put("scope", settings.scope());
        String body = form.entrySet().stream().map(e -> e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest
                .post(settings.tokenEndpoint(), HttpBody.of("application/x-www-form-urlencoded", body))
                .with("Accept", "application/json").withAnswerLimit(LONGEST_ANSWER).within(Duration.ofSeconds(30));
        try {
            return endpoint.exchange(request, answer -> read(answer, now));
        } catch (HttpFailure e) {
            throw e.whenRepeatable(what());
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Token read(HttpAnswer answer, Instant now) throws IOException {
        JsonNode json = parsed(answer.text(LONGEST_ANSWER - 1));
        if (answer.status() == 200 && json.path("access_token").isTextual()
                && !json.path("access_token").asText().isBlank()) {
            long seconds = json.path("expires_in").asLong(DEFAULT_LIFE.toSeconds());
            return new Token(json.path("access_token").asText(), now,
                    now.plusSeconds(Math.clamp(seconds, 1, Duration.ofDays(7).toSeconds())));
        }
        String error = json.path("error").asText("").replaceAll("[^A-Za-z0-9_.-]", "?");
        String said = "HTTP " + answer.status() + (error.isEmpty() ? "" : " " + error) + errorCodes(json);
        if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
            throw new MailboxException.AccountRejected(what(), peer(), said);
        }
        throw new MailboxException.Unavailable(what(), peer(), said, Optional.empty(), null);
    }

    /** Entra's numbers (AADSTS…): they say what to change, and nothing else. */
    private static String errorCodes(JsonNode json) {
        StringBuilder codes = new StringBuilder();
        json.path("error_codes").forEach(c -> codes.append(" AADSTS").append(c.asLong()));
        return codes.toString();
    }

    private static JsonNode parsed(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).orElse(JSON.createObjectNode());
        } catch (IOException noJson) {
            return JSON.createObjectNode();
        }
    }

    private String what() {
        return "token for " + settings.clientId();
    }

    private String peer() {
        return settings.tokenEndpoint().getAuthority();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
