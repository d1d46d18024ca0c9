package org.voxpost.service.api;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Keys, in whichever way a client can send one: {@code Authorization: Bearer}, {@code X-API-Key}, or as the password of
 * {@code Authorization: Basic}, whose user does not matter (FreeSWITCH and Asterisk can send no other).
 */
record KeyCredentials(ApiKeys keys) implements Credentials {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    @Override
    public Optional<Client> find(HttpServerRequest request) {
        return secret(request).flatMap(keys::find).map(key -> new Client(key.id(), key.scopes()));
    }

    private static Optional<String> secret(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return Optional.ofNullable(request.getHeader("X-API-Key"));
        }
        return bearer(authorization).or(() -> password(authorization));
    }

    /** What stands behind {@code Bearer}. */
    static Optional<String> bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> password(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
