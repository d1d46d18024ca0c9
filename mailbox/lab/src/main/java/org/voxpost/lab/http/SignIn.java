package org.voxpost.lab.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.lab.store.LabAccount;

/** One connection's sign-in over all offered schemes. Used by the connection's thread only. */
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final List<SignInScheme> schemes;
    private final SignInScheme.ConnectionFacts facts;
    private final Map<String, SignInScheme.Attempt> attempts = new HashMap<>();
    private @Nullable LabAccount signedIn; // for the whole connection

    SignIn(List<SignInScheme> schemes, SignInScheme.ConnectionFacts facts) {
        this.schemes = schemes;
        this.facts = facts;
    }

    /** @return who it is; empty: the 401 has been sent */
    Optional<LabAccount> check(HttpExchange exchange) throws IOException {
        Optional<String> header = exchange.header("Authorization");
        if (header.isEmpty()) {
            if (signedIn == null) {
                refuse(exchange, schemes.stream().map(SignInScheme::offer).toList());
            }
            return Optional.ofNullable(signedIn);
        }
        return switch (outcome(header.get())) {
            case SignInScheme.Outcome.SignedIn in -> {
                signedIn = in.wholeConnection() ? in.account() : null;
                if (!in.proof().isEmpty()) {
                    exchange.addHeader("WWW-Authenticate", in.proof());
                }
                yield Optional.of(in.account());
            }
            case SignInScheme.Outcome.GoOn on -> {
                refuse(exchange, List.of(on.challenge()));
                yield Optional.empty();
            }
            case SignInScheme.Outcome.Refused refused -> {
                LOG.info("Sign-in refused: {}", refused.why());
                attempts.clear();
                signedIn = null;
                refuse(exchange, schemes.stream().map(SignInScheme::offer).toList());
                yield Optional.empty();
            }
        };
    }

    private SignInScheme.Outcome outcome(String authorization) {
        int space = authorization.indexOf(' ');
        String name = (space < 0 ? authorization : authorization.substring(0, space)).toLowerCase(Locale.ROOT);
        String credentials = space < 0 ? "" : authorization.substring(space + 1).strip();
        return schemes.stream()
                .filter(scheme -> scheme.name().equalsIgnoreCase(name))
                .findFirst()
                .map(scheme -> attempts.computeIfAbsent(name, any -> scheme.begin(facts)).next(credentials))
                .orElseGet(() -> new SignInScheme.Outcome.Refused("scheme " + name + " is not offered"));
    }

    private static void refuse(HttpExchange exchange, List<String> challenges) throws IOException {
        challenges.forEach(challenge -> exchange.addHeader("WWW-Authenticate", challenge));
        exchange.respond(401, "text/html", "<html><body>Unauthorized</body></html>");
    }
}
