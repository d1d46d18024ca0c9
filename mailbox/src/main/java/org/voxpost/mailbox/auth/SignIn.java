package org.voxpost.mailbox.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;

/**
 * How an account signs in over HTTP. The one place where schemes are registered.
 *
 * @param authorization the Authorization header to send with every request at once; empty if the server has to ask
 * @param schemes what answers a {@code WWW-Authenticate} challenge, by scheme name; the account's secret is inside the
 *            factory
 * @param connection what signs in on each connection before the first request passes over it
 */
public record SignIn(Optional<Supplier<String>> authorization, Map<String, AuthSchemeFactory> schemes,
        Optional<ConnectionSignIn> connection) {
    public SignIn {
        schemes = Map.copyOf(schemes);
    }

    public static SignIn of(Account account) {
        return switch (account) {
            case Account.Password p -> switch (p.scheme()) {
                case BASIC -> atOnce(() -> basic(p));
                case NTLM -> new SignIn(Optional.empty(), Map.of(), Optional.of(new NtlmSignIn(p)));
            };
            case Account.Bearer b -> atOnce(() -> "Bearer " + b.token().reveal());
            case Account.Kerberos k -> throw new UnsupportedOperationException("Kerberos over HTTP");
        };
    }

    private static SignIn atOnce(Supplier<String> authorization) {
        return new SignIn(Optional.of(authorization), Map.of(), Optional.empty());
    }

    /** RFC 7617, UTF-8. */
    private static String basic(Account.Password account) {
        String pair = account.user() + ":" + account.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
