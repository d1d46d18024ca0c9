package org.voxpost.mailbox.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxException.Unavailable;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.mail.MailEndpoint;

/**
 * Connections that are signed in, kept for a minute after use. Each belongs to one mailbox and to one user of it at a time.
 * Safe for use by many threads.
 */
final class ImapConnections implements AutoCloseable {
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final Duration TRUSTED = Duration.ofSeconds(5);
    private static final int MOST_IDLE = 64;

    private record Idle(ImapConnection connection, long sinceNanos) {
        boolean olderThan(Duration age) {
            return System.nanoTime() - sinceNanos > age.toNanos();
        }
    }

    private final MailEndpoint endpoint;
    private final Map<SmtpAddress, Deque<Idle>> idle = new HashMap<>();
    private boolean closed;

    ImapConnections(MailEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    String peer() {
        return endpoint.peer();
    }

    /** A connection that answers. Give it back by {@link #release}, or close it. */
    ImapConnection take(SmtpAddress owner) {
        for (Optional<Idle> kept = kept(owner); kept.isPresent(); kept = kept(owner)) {
            ImapConnection connection = kept.get().connection();
            if (!kept.get().olderThan(TRUSTED) || answers(connection)) {
                return connection;
            }
            connection.close();
        }
        return open(endpoint, owner);
    }

    static ImapConnection open(MailEndpoint endpoint, SmtpAddress owner) {
        try {
            return attempt(endpoint, owner);
        } catch (MailboxException.AccountRejected e) {
            if (endpoint.account() instanceof org.voxpost.mailbox.auth.Account.Bearer b && b.token().renew()) {
                return attempt(endpoint, owner);
            }
            throw e;
        }
    }

    private static ImapConnection attempt(MailEndpoint endpoint, SmtpAddress owner) {
        try {
            return ImapConnection.open(endpoint, owner);
        } catch (ProtocolException e) {
            throw ImapErrors.signIn(endpoint.peer(), e);
        } catch (IOException e) {
            throw new Unavailable("connect", endpoint.peer(), e.getClass().getSimpleName() + ": " + e.getMessage(),
                    Optional.empty(), e);
        }
    }

    private static boolean answers(ImapConnection connection) {
        try {
            connection.noop();
            return true;
        } catch (ProtocolException gone) {
            return false;
        }
    }

    private synchronized Optional<Idle> kept(SmtpAddress owner) {
        closeOld();
        Deque<Idle> mine = idle.get(owner);
        return mine == null ? Optional.empty() : Optional.ofNullable(mine.poll());
    }

    synchronized void release(SmtpAddress owner, ImapConnection connection) {
        closeOld();
        if (closed || idle.values().stream().mapToInt(Deque::size).sum() >= MOST_IDLE) {
            connection.close();
        } else {
            idle.computeIfAbsent(owner, o -> new ArrayDeque<>()).push(new Idle(connection, System.nanoTime()));
        }
    }

    private void closeOld() {
        idle.values().forEach(mine -> mine.removeIf(one -> {
            boolean old = one.olderThan(KEPT);
            if (old) {
                one.connection().close();
            }
            return old;
        }));
        idle.values().removeIf(Deque::isEmpty);
    }

    @Override
    public synchronized void close() {
        closed = true;
        List<Idle> all = new ArrayList<>();
        idle.values().forEach(all::addAll);
        idle.clear();
        all.forEach(one -> one.connection().close());
    }
}
