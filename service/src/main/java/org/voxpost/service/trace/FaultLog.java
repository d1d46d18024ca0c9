package org.voxpost.service.trace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Logs the faults of other systems once a minute each: a peer that fails a thousand times a second gives one line with
 * operation, peer, code and how often it happened since. Any thread.
 */
public final class FaultLog {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int KEPT = 1000; // peers and operations remembered; beyond it the oldest is forgotten

    private final Logger log;
    private final InstantSource clock;
    private final Map<Key, Seen> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Seen> eldest) {
            return size() > KEPT;
        }
    };

    public FaultLog(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Tells one fault.
     *
     * @param peer server, PBX or address it happened with
     * @param operation what was tried, for example {@code CreateItem}
     * @param code what came back, for example {@code 503 ErrorServerBusy}
     */
    public void fault(String peer, String operation, String code) {
        long since = count(new Key(peer, operation), clock.instant());
        if (since > 1) {
            log.warn("{} at {}: {} ({} times since the last such line)", operation, peer, code, since);
        } else if (since == 1) {
            log.warn("{} at {}: {}", operation, peer, code);
        }
    }

    /** How many faults the line to be written now stands for; 0 if none is due. */
    private synchronized long count(Key key, Instant now) {
        Seen before = seen.get(key);
        if (before == null || !now.isBefore(before.told().plus(PAUSE))) {
            seen.put(key, new Seen(now, 0));
            return before == null ? 1 : before.silent() + 1;
        }
        seen.put(key, new Seen(before.told(), before.silent() + 1));
        return 0;
    }

    private record Key(String peer, String operation) {
    }

    private record Seen(Instant told, long silent) {
    }
}
