package org.voxpost.service.config;

import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.mail.MailSecurity;

/** A server of the profile that takes messages by SMTP. */
public record SmtpConfig(
        @Setting(value = "Host, as in its certificate; that of `ews-url` if absent", fallback = "\"\"") String host,
        @Setting(value = "Port; 0 for the usual one: 587, with tls 465, with none 25", fallback = "0", min = 0, max = 65_535) int port,
        @Setting(value = "Encryption: tls from the first byte, starttls, or none (loopback, or without sign-in)", fallback = "starttls") MailSecurity security,
        @Setting(value = "Sign in; false for a connector that knows us by our address", fallback = "true") boolean signIn,
        @Setting(value = "To whom failures are reported (MAIL FROM); the message's sender if absent", fallback = "") Optional<SmtpAddress> envelopeSender,
        @Setting(value = "Account, where it is not the profile's", fallback = "") Optional<AccountConfig> account) {
}
