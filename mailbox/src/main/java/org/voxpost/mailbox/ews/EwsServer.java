package org.voxpost.mailbox.ews;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

/** One organisation over EWS. */
final class EwsServer implements MailboxServer {
    private static final Set<Capability> CAPABILITIES = Set.copyOf(EnumSet.allOf(Capability.class));

    private final EwsClient client;
    private final InstantSource clock;

    EwsServer(EwsSettings settings, InstantSource clock) {
        this.clock = clock;
        this.client = new EwsClient(settings, clock);
    }

    @Override
    public String protocol() {
        return EwsProvider.PROTOCOL;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<String> software(SmtpAddress owner) {
        return client.software();
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new EwsMailbox(client, owner);
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        return new EwsWatch(client.settings(), clock, owners, to);
    }

    @Override
    public void close() {
        client.close();
    }
}
