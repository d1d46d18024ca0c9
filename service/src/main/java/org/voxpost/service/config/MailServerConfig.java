package org.voxpost.service.config;

import java.util.Optional;
import org.voxpost.mailbox.mail.MailSecurity;

/** A mail server of the profile, for IMAP4 or POP3. */
public record MailServerConfig(
        @Setting(value = "Host, as in its certificate; that of `ews-url` if absent", fallback = "\"\"") String host,
        @Setting(value = "Port; 0 for the usual one: 993 or 143 (IMAP4), 995 or 110 (POP3)", fallback = "0", min = 0, max = 65_535) int port,
        @Setting(value = "Encryption: tls from the first byte, starttls, or none (loopback only)", fallback = "tls") MailSecurity security,
        @Setting(value = "User name to give for a mailbox, made of `{user}`, `{mailbox}`, `{alias}`; `{user}/{mailbox}`, with oauth2 `{mailbox}`, if absent", fallback = "\"\"") String login,
        @Setting(value = "Account, where it is not the profile's", fallback = "") Optional<AccountConfig> account) {
}
