package org.voxpost.mailbox.ews;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Finds out what a watch was not told of, on a virtual thread of its own: from time to time, and when it may have missed
 * something. A mailbox of which that cannot be found out counts as changed.
 */
final class Missed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Missed.class);

    private final ScheduledThreadPoolExecutor asker = new ScheduledThreadPoolExecutor(1,
            Thread.ofVirtual().name("ews-watch-missed").factory());
    private final InboxChanges changes;
    private final Consumer<SmtpAddress> changed;

    Missed(InboxChanges changes, Consumer<SmtpAddress> changed) {
        this.changes = changes;
        this.changed = changed;
        asker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Looks at all of them again and again. */
    void every(Duration interval, List<SmtpAddress> owners) {
        asker.scheduleWithFixedDelay(() -> owners.forEach(this::look), interval.toMillis(), interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Something may have happened: tells at once of a mailbox that was never looked at, else only if something did. */
    void doubt(SmtpAddress owner) {
        if (!changes.knows(owner)) {
            changed.accept(owner);
            return;
        }
        try {
            asker.execute(() -> look(owner));
        } catch (RejectedExecutionException closed) {
            LOG.debug("the watch is closed, {} is not looked at", owner);
        }
    }

    private void look(SmtpAddress owner) {
        boolean any = true;
        try {
            any = asker.isShutdown() || changes.any(owner);
        } catch (MailboxException e) {
            LOG.debug("{} may have changed: {}", owner, e.getMessage());
        }
        if (any && !asker.isShutdown()) {
            changed.accept(owner);
        }
    }

    @Override
    public void close() {
        asker.shutdownNow();
    }
}
