package org.voxpost.mailbox.imap;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;
import org.voxpost.mailbox.MailboxServer.Watch;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Watches Inboxes by IDLE (RFC 2177): one connection and one virtual thread for each, so this is for hundreds of mailboxes,
 * not for many thousands. IDLE is renewed in time; a lost connection comes back after 1 s, 2 s … 1 minute, and is followed
 * by one call, because something may have been missed.
 */
final class ImapWatch implements Watch {
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final long LONGEST_PAUSE_SECONDS = 60;

    private final ImapSettings settings;
    private final Consumer<MailboxChanged> to;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<SmtpAddress, ImapConnection> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewals = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("voxpost-imap-idle").daemon().factory());

    ImapWatch(ImapSettings settings, Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        this.settings = settings;
        this.to = to;
        for (SmtpAddress owner : new TreeSet<>(owners)) {
            Thread.ofVirtual().name("voxpost-imap-watch-" + owner).start(() -> watch(owner));
        }
    }

    private void watch(SmtpAddress owner) {
        long pause = 1;
        while (running(Duration.ZERO)) {
            try (ImapConnection connection = ImapConnections.open(settings.endpoint()
                    .withResponseTimeout(settings.idleRenewal().plus(GRACE)), owner)) {
                open.put(owner, connection);
                connection.select("INBOX");
                to.accept(new MailboxChanged(owner));
                pause = 1;
                listen(connection, owner);
            } catch (ProtocolException | MailboxException lost) {
                pause = Math.min(LONGEST_PAUSE_SECONDS, pause * 2);
            } finally {
                open.remove(owner);
            }
            if (!running(Duration.ofSeconds(pause))) {
                return;
            }
        }
    }

    /** False once closed; waits so long for it. */
    private boolean running(Duration wait) {
        try {
            return !closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void listen(ImapConnection connection, SmtpAddress owner) throws ProtocolException {
        while (running(Duration.ZERO)) {
            if (connection.hasCapability("IDLE")) {
                idle(connection, owner);
            } else if (running(settings.pollInterval())) {
                connection.noop();
                to.accept(new MailboxChanged(owner));
            }
        }
    }

    private void idle(ImapConnection connection, SmtpAddress owner) throws ProtocolException {
        connection.idleStart();
        ScheduledFuture<?> renewal = renewals.schedule(connection::idleAbort, settings.idleRenewal().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            boolean changed = false;
            Response response = connection.readIdleResponse();
            while (response != null) {
                changed |= isChange(response);
                if (changed && !connection.hasResponse()) {
                    to.accept(new MailboxChanged(owner));
                    changed = false;
                }
                if (!connection.processIdleResponse(response)) {
                    return;
                }
                response = connection.readIdleResponse();
            }
        } finally {
            renewal.cancel(false);
        }
    }

    private static boolean isChange(Response response) {
        return response instanceof IMAPResponse r
                && (r.keyEquals("EXISTS") || r.keyEquals("EXPUNGE") || r.keyEquals("FETCH"));
    }

    @Override
    public void close() {
        closed.countDown();
        renewals.shutdownNow();
        open.values().forEach(c -> Thread.startVirtualThread(c::idleAbort)); // its own thread closes it then
    }
}
