package org.voxpost.service.spool;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mailboxes whose messages wait because they are full, which every call asks. What was read is believed for five seconds, since
 * the command line changes it from another process. Safe for all threads; blocks while it reads.
 */
final class FullMailboxes {
    private static final long BELIEVED_NANOS = 5_000_000_000L;

    private record Seen(Set<String> mailboxIds, long nanos) {
    }

    private final Database database;
    private volatile @Nullable Seen last;

    FullMailboxes(Database database) {
        this.database = database;
    }

    boolean contains(String mailboxId) {
        Seen seen = last;
        if (seen == null || System.nanoTime() - seen.nanos() > BELIEVED_NANOS) {
            seen = read();
            last = seen;
        }
        return seen.mailboxIds().contains(mailboxId);
    }

    private Seen read() {
        long now = System.nanoTime();
        return new Seen(database.read(handle -> handle
                .createQuery("select distinct mailbox_id from delivery where state = 'PARKED'").mapTo(String.class)
                .set()), now);
    }

    /** This process changed it. */
    void changed() {
        last = null;
    }
}
