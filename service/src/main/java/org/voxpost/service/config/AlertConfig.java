package org.voxpost.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Secret;

/** Who is told of trouble, by a road that does not lead over the server in trouble. */
public record AlertConfig(
        @Setting(value = "Tell somebody of whatever waits longer", fallback = "15 min", min = 1) Duration after,
        @Setting(value = "Tell again of the same trouble after", fallback = "4 h", min = 1000) Duration again,
        @Setting(value = "Tell by mail", fallback = "") Optional<Smtp> smtp,
        @Setting(value = "Tell by HTTP POST of a JSON object", fallback = "") Optional<Webhook> webhook) {

    /** A mail server that takes alerts. */
    public record Smtp(
            @Setting("Host") String host,
            @Setting(value = "Port", fallback = "25", min = 1, max = 65_535) int port,
            @Setting(value = "Refuse to send without STARTTLS", fallback = "false") boolean startTls,
            @Setting(value = "PEM files trusted instead of the system's authorities", fallback = "[]") List<Path> trustPem,
            @Setting("Sender") SmtpAddress from,
            @Setting("Recipients") List<SmtpAddress> to,
            @Setting(value = "Sign in", fallback = "") Optional<AccountConfig> account) {
        public Smtp {
            trustPem = List.copyOf(trustPem);
            to = List.copyOf(to);
        }
    }

    /** An HTTP address that takes alerts. */
    public record Webhook(
            @Setting("Address") URI url,
            @Setting(value = "`${NAME}`: a bearer token is in that environment variable", fallback = "") Optional<Secret> token) {
    }
}
