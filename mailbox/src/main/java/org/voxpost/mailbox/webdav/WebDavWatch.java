package org.voxpost.mailbox.webdav;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;
import org.voxpost.mailbox.MailboxServer.Watch;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.WellKnownFolder;

/**
 * Asks each Inbox in turn for {@code contenttag}, which changes with its contents. Subscriptions would tell no sooner (they are
 * polled too) and do not see what Outlook deletes. One virtual thread for all mailboxes.
 */
final class WebDavWatch implements Watch {
    private final DavClient client;
    private final WebDavSettings settings;
    private final Consumer<MailboxChanged> to;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<SmtpAddress, String> tags = new HashMap<>();
    private final Map<SmtpAddress, DavFolders> folders = new LinkedHashMap<>();

    WebDavWatch(DavClient client, WebDavSettings settings, Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        this.client = client;
        this.settings = settings;
        this.to = to;
        new TreeSet<>(owners).forEach(o -> folders.put(o, new DavFolders(client, settings.base(), o)));
        Thread.ofVirtual().name("voxpost-webdav-watch").start(this::watch);
    }

    private void watch() {
        try {
            do {
                folders.forEach(this::ask);
            } while (!closed.await(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(SmtpAddress owner, DavFolders of) {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            URI inbox = of.of(WellKnownFolder.INBOX);
            String tag = client.send("PROPFIND of " + inbox,
                    client.request("PROPFIND", inbox).with("Depth", "0")
                            .withBody(Requests.propfind(List.of(Dav.CONTENT_TAG))),
                    (status, a) -> Multistatus.read(a.body()).responses().stream().findFirst()
                            .map(r -> r.text(Dav.CONTENT_TAG)).orElse(""));
            if (!tag.equals(tags.put(owner, tag))) {
                to.accept(new MailboxChanged(owner));
            }
        } catch (MailboxException lost) {
            tags.remove(owner); // something may be missed: told when it answers again
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
