package org.voxpost.mailbox.auth;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;

/**
 * How an account signs in over HTTP. The one place where schemes are registered.
 *
 * @param authorization the Authorization header to send with every request at once; empty if the server has to ask
 * @param schemes what answers a {@code WWW-Authenticate} challenge, by scheme name; the account's secret is inside the
 *            factory
 * @param connection what signs in on each connection before the first request passes over it
 * @param renew called after a 401: true if the header would now be another one
 */
public record SignIn(Optional<Supplier<String>> authorization, Map<String, AuthSchemeFactory> schemes,
        Optional<ConnectionSignIn> connection, BooleanSupplier renew) {
    public SignIn {
        schemes = Map.copyOf(schemes);
    }

    public static SignIn of(Account account) {
        return switch (account) {
            case Account.Password p -> switch (p.scheme()) {
                case BASIC -> atOnce(() -> basic(p));
                case NTLM -> new SignIn(Optional.empty(), Map.of(), Optional.of(new NtlmSignIn(p)), () -> false);
            };
            case Account.Bearer b -> new SignIn(Optional.of(() -> "Bearer " + b.token().reveal()), Map.of(),
                    Optional.empty(), b.token()::renew);
            case Account.Anonymous a -> new SignIn(Optional.empty(), Map.of(), Optional.empty(), () -> false);
            case Account.Kerberos k -> new SignIn(Optional.empty(), Map.of(),
                    Optional.of(new NegotiateSignIn(new KerberosTickets(k, InstantSource.system()))), () -> false);
        };
    }

    private static SignIn atOnce(Supplier<String> authorization) {
        return new SignIn(Optional.of(authorization), Map.of(), Optional.empty(), () -> false);
    }

    /** RFC 7617, UTF-8. */
    private static String basic(Account.Password account) {
        String pair = account.user() + ":" + account.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
