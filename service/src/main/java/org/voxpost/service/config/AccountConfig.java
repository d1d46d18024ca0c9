package org.voxpost.service.config;

import java.nio.file.Path;
import java.util.Optional;
import org.voxpost.mailbox.auth.Secret;

/** Who signs in, with a secret that stands elsewhere. */
public record AccountConfig(
        @Setting(value = "User name: `user`, `DOMAIN\\user` or `user@domain`; with kerberos the principal. Not for oauth2", fallback = "\"\"") String user,
        @Setting(value = "`${NAME}`: the password is in that environment variable", fallback = "") Optional<Secret> password,
        @Setting(value = "File with the password in its first line; read again at each sign-in", fallback = "") Optional<Path> passwordFile,
        @Setting(value = "How to sign in: basic, ntlm, kerberos or oauth2", fallback = "basic") Scheme scheme,
        @Setting(value = "Key table of the principal, for kerberos", fallback = "") Optional<Path> keytab,
        @Setting(value = "The application, for oauth2", fallback = "") Optional<OAuthConfig> oauth) {

    /** Ways to sign in. */
    public enum Scheme {
        /** User name and password as they are: Basic over HTTP, PLAIN or LOGIN at mail servers. */
        BASIC,
        /** NTLMv2 with channel binding. */
        NTLM,
        /** Kerberos by SPNEGO, over HTTP only. */
        KERBEROS,
        /** A token for an application (client credentials): bearer over HTTP, XOAUTH2 at mail servers. */
        OAUTH2
    }

    /** @throws IllegalArgumentException if what the scheme needs is not there */
    public AccountConfig {
        boolean byPassword = scheme == Scheme.BASIC || scheme == Scheme.NTLM;
        if (scheme != Scheme.OAUTH2 && user.isBlank()) {
            throw new IllegalArgumentException("needs 'user'");
        }
        if (byPassword && password.isPresent() == passwordFile.isPresent()) {
            throw new IllegalArgumentException("needs exactly one of 'password-file' and 'password: ${NAME}'");
        }
        if (scheme == Scheme.KERBEROS && keytab.isEmpty()) {
            throw new IllegalArgumentException("'scheme: kerberos' needs 'keytab'");
        }
        if (scheme == Scheme.OAUTH2 && oauth.isEmpty()) {
            throw new IllegalArgumentException("'scheme: oauth2' needs 'oauth: { … }'");
        }
    }

    /** True if a user name and a password sign in. */
    public boolean isPassword() {
        return scheme == Scheme.BASIC || scheme == Scheme.NTLM;
    }

    /** The password, read on demand. */
    public Secret secret() {
        return password.orElseGet(() -> SecretFile.of(passwordFile.orElseThrow()));
    }
}
