package org.voxpost.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.voxpost.mailbox.auth.Secret;

/** An application that signs in by OAuth 2.0 client credentials (RFC 6749, 4.4). */
public record OAuthConfig(
        @Setting(value = "Tenant of Microsoft Entra, its id or a domain; its token address is derived from it", fallback = "\"\"") String tenant,
        @Setting(value = "Token address, where it is not Microsoft's usual one", fallback = "") Optional<URI> tokenUrl,
        @Setting("Id of the application (client id)") String clientId,
        @Setting(value = "`${NAME}`: the client secret is in that environment variable", fallback = "") Optional<Secret> clientSecret,
        @Setting(value = "File with the client secret in its first line; read again for each token", fallback = "") Optional<Path> clientSecretFile,
        @Setting(value = "Certificate of the application (PEM), instead of a secret", fallback = "") Optional<Path> certificate,
        @Setting(value = "Its RSA key (PEM, PKCS#8)", fallback = "") Optional<Path> key,
        @Setting(value = "What the token shall be good for; on-premises `https://mail.example.com/.default`", fallback = "https://outlook.office365.com/.default") String scope) {

    /** @throws IllegalArgumentException if the token address or the proof is missing or there twice */
    public OAuthConfig {
        if (tenant.isBlank() == tokenUrl.isEmpty()) {
            throw new IllegalArgumentException("needs exactly one of 'tenant' and 'token-url'");
        }
        if (!tenant.matches("[A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException("'" + tenant + "' is no tenant: write its id or domain");
        }
        long proofs = java.util.stream.Stream.of(clientSecret, clientSecretFile, certificate)
                .filter(Optional::isPresent).count();
        if (proofs != 1) {
            throw new IllegalArgumentException(
                    "needs exactly one of 'client-secret-file', 'client-secret: ${NAME}' and 'certificate'");
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("'certificate' and 'key' belong together");
        }
    }

    /** The same application with a token for something else. */
    public OAuthConfig withScope(String other) {
        return new OAuthConfig(tenant, tokenUrl, clientId, clientSecret, clientSecretFile, certificate, key, other);
    }

    /** Where tokens are. */
    public URI tokenEndpoint() {
        return tokenUrl.orElseGet(
                () -> URI.create("https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token"));
    }

    /** The client secret, read on demand; empty with a certificate. */
    public Optional<Secret> secret() {
        return clientSecret.or(() -> clientSecretFile.map(SecretFile::of));
    }
}
