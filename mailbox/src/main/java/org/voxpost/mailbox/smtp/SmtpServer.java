package org.voxpost.mailbox.smtp;

import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

/** One submission server. */
final class SmtpServer implements MailboxServer {
    private final SmtpSettings settings;

    SmtpServer(SmtpSettings settings) {
        this.settings = settings;
    }

    @Override
    public String protocol() {
        return SmtpProvider.PROTOCOL;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DELIVER);
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new SmtpMailbox(settings, owner);
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        throw new UnsupportedOperationException("SMTP delivers and can do nothing else");
    }

    @Override
    public void close() {
        // connections end with their message
    }
}
