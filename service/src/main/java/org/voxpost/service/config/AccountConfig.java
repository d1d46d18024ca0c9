package org.voxpost.service.config;

import java.nio.file.Path;
import java.util.Optional;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;

/** A user with a password that stands elsewhere. */
public record AccountConfig(
        @Setting("User name: `user`, `DOMAIN\\user` or `user@domain`") String user,
        @Setting(value = "`${NAME}`: the password is in that environment variable", fallback = "") Optional<Secret> password,
        @Setting(value = "File with the password in its first line; read again at each sign-in", fallback = "") Optional<Path> passwordFile,
        @Setting(value = "HTTP scheme: basic or ntlm", fallback = "basic") Account.Scheme scheme) {

    /** @throws IllegalArgumentException if not exactly one of the two ways to the password is given */
    public AccountConfig {
        if (password.isPresent() == passwordFile.isPresent()) {
            throw new IllegalArgumentException("needs exactly one of 'password-file' and 'password: ${NAME}'");
        }
    }

    /** The password, read on demand. */
    public Secret secret() {
        return password.orElseGet(() -> SecretFile.of(passwordFile.orElseThrow()));
    }

    /** The account of the mailbox module. */
    public Account toAccount() {
        return new Account.Password(user, secret(), scheme);
    }
}
