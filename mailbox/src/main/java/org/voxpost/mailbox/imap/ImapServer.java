package org.voxpost.mailbox.imap;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

/** One IMAP server. */
final class ImapServer implements MailboxServer {
    private static final Set<Capability> CAPABILITIES = Set.copyOf(EnumSet.allOf(Capability.class));

    private final ImapSettings settings;
    private final ImapConnections connections;

    ImapServer(ImapSettings settings) {
        this.settings = settings;
        this.connections = new ImapConnections(settings.endpoint());
    }

    @Override
    public String protocol() {
        return ImapProvider.PROTOCOL;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new ImapMailbox(connections, settings, owner);
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        return new ImapWatch(settings, owners, to);
    }

    @Override
    public void close() {
        connections.close();
    }
}
