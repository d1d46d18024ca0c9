package org.voxpost.mailbox.webdav;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

/** One organisation over WebDAV. */
final class WebDavServer implements MailboxServer {
    private static final Set<Capability> CAPABILITIES = Set.copyOf(EnumSet.allOf(Capability.class));

    private final WebDavSettings settings;
    private final DavClient client;

    WebDavServer(WebDavSettings settings) {
        this.settings = settings;
        this.client = new DavClient(settings);
    }

    @Override
    public String protocol() {
        return WebDavProvider.PROTOCOL;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new WebDavMailbox(client, new DavFolders(client, settings.base(), owner), owner);
    }

    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        return new WebDavWatch(client, settings, owners, to);
    }

    @Override
    public void close() {
        client.close();
    }
}
