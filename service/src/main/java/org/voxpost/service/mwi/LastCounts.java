package org.voxpost.service.mwi;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.service.spool.Database;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.sip.MwiCounts;

/**
 * What each mailbox held when it was counted last, also before the last start: what lamps show while Exchange cannot be
 * asked.
 */
final class LastCounts {
    private final Database database;
    private final InstantSource clock;
    private final Map<String, MwiCounts> counts = new ConcurrentHashMap<>();

    LastCounts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        database.read(handle -> handle.createQuery("select * from mailbox_counts").map((row, context) -> Map.entry(
                row.getString("mailbox_id"),
                new MwiCounts(row.getInt("unheard"), row.getInt("heard"), row.getInt("urgent_unheard"),
                        row.getInt("urgent_heard"))))
                .list()).forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    }

    Optional<MwiCounts> of(Subscriber owner) {
        return Optional.ofNullable(counts.get(owner.id()));
    }

    /** Remembers; blocks for the disk if it is news. @return true if it is */
    boolean remember(Subscriber owner, MwiCounts now) {
        if (now.equals(counts.put(owner.id(), now))) {
            return false;
        }
        database.write(handle -> handle.execute(
                "insert or replace into mailbox_counts (mailbox_id, unheard, heard, urgent_unheard, urgent_heard,"
                        + " counted_at) values (?, ?, ?, ?, ?, ?)",
                owner.id(), now.unread(), now.read(), now.urgentUnread(), now.urgentRead(),
                clock.instant().toEpochMilli()));
        return true;
    }
}
