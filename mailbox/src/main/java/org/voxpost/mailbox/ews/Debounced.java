package org.voxpost.mailbox.ews;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;
import org.voxpost.mailbox.SmtpAddress;

/** One action of a person makes several events: tells of each mailbox once, a moment after the first of them. */
final class Debounced implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Debounced.class);

    private final ScheduledThreadPoolExecutor teller = new ScheduledThreadPoolExecutor(1,
            Thread.ofVirtual().name("ews-watch-teller").factory());
    private final Set<SmtpAddress> pending = ConcurrentHashMap.newKeySet();
    private final Consumer<MailboxChanged> to;
    private final Duration moment;

    Debounced(Consumer<MailboxChanged> to, Duration moment) {
        this.to = to;
        this.moment = moment;
        teller.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void changed(SmtpAddress owner) {
        if (!teller.isShutdown() && pending.add(owner)) {
            teller.schedule(() -> tell(owner), moment.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tell(SmtpAddress owner) {
        pending.remove(owner); // what comes from now on is told again
        try {
            to.accept(new MailboxChanged(owner));
        } catch (RuntimeException e) {
            LOG.warn("a watcher failed on a change of {}", owner, e);
        }
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }
}
