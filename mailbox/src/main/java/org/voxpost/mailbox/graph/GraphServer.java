package org.voxpost.mailbox.graph;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

/** One tenant over Graph. */
final class GraphServer implements MailboxServer {
    private static final Set<Capability> CAPABILITIES = Set.copyOf(EnumSet.allOf(Capability.class));

    private final GraphClient client;

    GraphServer(GraphClient client) {
        this.client = client;
    }

    @Override
    public String protocol() {
        return GraphProvider.PROTOCOL;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new GraphMailbox(client, owner);
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        return new GraphWatch(client, owners, to);
    }

    @Override
    public void close() {
        client.close();
    }
}
