package org.voxpost.mailbox.smtp;

import org.voxpost.mailbox.MailboxServer;

/** Opens mail servers for submission by SMTP. */
public final class SmtpProvider {
    /** {@link MailboxServer#protocol()} of these servers. */
    public static final String PROTOCOL = "smtp";

    private SmtpProvider() {
    }

    /** Nothing is sent yet. */
    public static MailboxServer server(SmtpSettings settings) {
        return new SmtpServer(settings);
    }
}
