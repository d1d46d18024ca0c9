package org.voxpost.service.spool;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.LimitsConfig;
import org.voxpost.service.config.StateConfig;

/**
 * Lets go of what need not be kept: audio some time after delivery, rows of delivered messages and call records later,
 * and of buried messages the oldest beyond their quota. Audio of a message that is not delivered is never touched
 * otherwise.
 */
public final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 500;

    private record Stale(String id, String file) {
    }

    private final Database database;
    private final RecordingStore store;
    private final Duration keepDelivered;
    private final Duration keepRecords;
    private final LimitsConfig limits;

    public Retention(Database database, RecordingStore store, StateConfig state, LimitsConfig limits) {
        this.database = database;
        this.store = store;
        this.keepDelivered = state.keepDelivered();
        this.keepRecords = state.keepCallRecords();
        this.limits = limits;
    }

    /** One sweep; call it now and then. @return how many recordings went away */
    public int sweep(Instant now) {
        int deleted = 0;
        List<Stale> gone = forget(delivered(now.minus(keepDelivered)));
        while (!gone.isEmpty()) {
            deleted += gone.size();
            gone = forget(delivered(now.minus(keepDelivered)));
        }
        List<Stale> dropped = forget(buriedBeyondQuota());
        if (!dropped.isEmpty()) {
            log.warn("{} refused messages beyond the quota are dropped, the oldest first", dropped.size());
            deleted += dropped.size();
            database.write(handle -> {
                dropped.forEach(s -> handle.execute("delete from delivery where id = ? and state = 'BURIED'", s.id()));
                return true;
            });
        }
        deleteRows(now.minus(keepRecords));
        return deleted;
    }

    private List<Stale> delivered(Instant before) {
        return database.read(handle -> handle.createQuery("""
                select id, audio_file from delivery
                where state = 'DELIVERED' and changed_at < ? and audio_file is not null limit ?""")
                .bind(0, before.toEpochMilli()).bind(1, AT_ONCE)
                .map((row, context) -> new Stale(row.getString("id"), row.getString("audio_file"))).list());
    }

    /** Newest first they are counted; what is beyond either bound is surplus. */
    private List<Stale> buriedBeyondQuota() {
        long messages = limits.buriedMessages() == 0 ? Long.MAX_VALUE : limits.buriedMessages();
        long bytes = limits.buriedBytes().bytes() == 0 ? Long.MAX_VALUE : limits.buriedBytes().bytes();
        return database.read(handle -> handle.createQuery("""
                select id, coalesce(audio_file, '') as audio_file from (
                    select id, audio_file, row_number() over newest as n, sum(audio_bytes) over newest as bytes
                    from delivery where state = 'BURIED' window newest as (order by sequence desc))
                where n > ? or bytes > ?""")
                .bind(0, messages).bind(1, bytes)
                .map((row, context) -> new Stale(row.getString("id"), row.getString("audio_file"))).list());
    }

    /**
     * First the file, then the row's mention of it: a crash between leaves a row that names nothing, not the reverse. A
     * file that cannot be deleted keeps its row, so that it is tried again and never taken for a message left behind.
     *
     * @return those whose file is gone
     */
    private List<Stale> forget(List<Stale> stale) {
        List<Stale> gone = stale.stream().filter(this::delete).toList();
        if (!gone.isEmpty()) {
            database.write(handle -> {
                gone.forEach(one -> handle.execute("update delivery set audio_file = null where id = ?", one.id()));
                return true;
            });
        }
        return gone;
    }

    private boolean delete(Stale stale) {
        try {
            if (!stale.file().isEmpty()) {
                store.delete(stale.file());
            }
            return true;
        } catch (IOException e) {
            log.warn("{} cannot be deleted and is tried again later: {}", stale.file(), e.getMessage());
            return false;
        }
    }

    private void deleteRows(Instant before) {
        database.write((Handle handle) -> {
            handle.execute("delete from delivery where state = 'DELIVERED' and changed_at < ? and audio_file is null",
                    before.toEpochMilli());
            handle.execute("delete from call_record where started_at < ?", before.toEpochMilli());
            return true;
        });
    }
}
