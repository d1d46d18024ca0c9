package org.voxpost.mailbox.pop3;

import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.mail.MailEndpoint;

/** One POP3 server. */
final class Pop3Server implements MailboxServer {
    private static final Set<Capability> CAPABILITIES = Set.of(Capability.FIND, Capability.LIST, Capability.READ,
            Capability.AUDIO, Capability.DELETE);

    private final MailEndpoint endpoint;

    Pop3Server(MailEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String protocol() {
        return Pop3Provider.PROTOCOL;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new Pop3Mailbox(endpoint, owner);
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        throw new UnsupportedOperationException("POP3 tells of no changes");
    }

    @Override
    public void close() {
        // sessions end with their operation
    }
}
