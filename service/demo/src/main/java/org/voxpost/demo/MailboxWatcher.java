package org.voxpost.demo;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;

/** Stays and tells each message that arrives, until the process is stopped. */
final class MailboxWatcher {
    private static final long LOOK_EVERY_MS = 1000;

    private final Mailbox mailbox;
    private final Set<ItemId> known;
    private final Story story;

    MailboxWatcher(Mailbox mailbox, Set<ItemId> known, Story story) {
        this.mailbox = mailbox;
        this.known = known;
        this.story = story;
    }

    void watch(DemoSite site) throws InterruptedException {
        story.line("""

                Now call in yourself, with any softphone on this machine: sip:%s@127.0.0.1:%d
                No account is needed. Speak after the beep, then hang up, or press # for the menu.
                Items and their audio are exported to %s
                Ctrl-C ends the demo.
                """.formatted(DemoSite.EXTENSION, site.sipPort(), site.directory().resolve("mailboxes")));
        var never = new CountDownLatch(1);
        do {
            look();
        } while (!never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS));
    }

    private void look() {
        try {
            for (ItemSummary item : mailbox.list(new ItemQuery(ItemQuery.voice().folder(), false, false, 100))) {
                if (known.add(item.id())) {
                    story.tell("arrived: %s, from %s (%s)".formatted(item.subject(), item.caller().label(),
                            item.messageClass()));
                }
            }
        } catch (MailboxException later) {
            story.tell("the mailbox cannot be read now: " + later.getMessage());
        }
    }
}
