package org.voxpost.mailbox.smtp;

import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.mail.MailEndpoint;

/**
 * How to submit messages.
 *
 * @param endpoint where; its login is usually {@code {user}}, because submission is by the system itself
 * @param envelopeSender to whom failures are reported (MAIL FROM); empty: the item's sender
 */
public record SmtpSettings(MailEndpoint endpoint, Optional<SmtpAddress> envelopeSender) {

    /** The service account submits in its own name. */
    public static SmtpSettings of(MailEndpoint endpoint) {
        return new SmtpSettings(endpoint.withLogin("{user}"), Optional.empty());
    }

    public SmtpSettings withEnvelopeSender(SmtpAddress address) {
        return new SmtpSettings(endpoint, Optional.of(address));
    }
}
