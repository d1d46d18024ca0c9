package org.voxpost.service.mwi;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;

/**
 * The lamps of one peer: what each should show, what the peer was told, who is told next. The newest state replaces one
 * that waits; a lamp has one request under way at most, and one a second. Not safe for several threads; time is handed
 * in, in nanoseconds.
 *
 * <p>{@code TOLD -want-> WAITING -next-> UNDER_WAY -accepted-> TOLD; UNDER_WAY -try later-> WAITING;
 * UNDER_WAY -unknown extension-> GIVEN_UP -again-> WAITING}. When three answers in a row fail to come the peer rests.
 */
final class LampSchedule {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long[] BACKOFF = {30 * SECOND, 120 * SECOND, 600 * SECOND};
    private static final int SILENT_UNTIL_REST = 3;
    private static final int NO_ANSWER = 408;
    private static final int NO_SERVICE = 503;

    /** One lamp to be told now. */
    record Due(String extension, MessageSummary summary) {
    }

    private record Entry(long at, long sequence, String extension) {
    }

    private static final class Lamp {
        private MessageSummary wanted;
        private @Nullable MessageSummary told;
        private @Nullable Entry entry;
        private boolean underWay;
        private boolean givenUp;
        private int failures;
        private long earliest;

        Lamp(MessageSummary wanted, long now) {
            this.wanted = wanted;
            this.earliest = now;
        }
    }

    private final Map<String, Lamp> lamps = new HashMap<>();
    private final PriorityQueue<Entry> queue = new PriorityQueue<>(
            Comparator.comparingLong(Entry::at).thenComparingLong(Entry::sequence));
    private long sequence;
    private int silent;
    private int rests;
    private long restsUntil = Long.MIN_VALUE;
    private boolean down;
    private boolean unsupported;

    /** What a lamp should show from now on. */
    void want(String extension, MessageSummary summary, long now) {
        Lamp lamp = lamps.computeIfAbsent(extension, e -> new Lamp(summary, now));
        lamp.wanted = summary;
        if (!lamp.givenUp && !lamp.underWay && lamp.entry == null && !summary.equals(lamp.told)) {
            enqueue(extension, lamp, Math.max(now, lamp.earliest));
        }
    }

    /** Everything is told again, lit or not, also what was given up: the peer may have forgotten, or learned. */
    void again(long now) {
        unsupported = false;
        lamps.forEach((extension, lamp) -> {
            lamp.told = null;
            lamp.givenUp = false;
            if (!lamp.underWay && lamp.entry == null) {
                enqueue(extension, lamp, Math.max(now, lamp.earliest));
            }
        });
    }

    /** The peer does not answer at all: nothing is sent until it does. */
    void down() {
        down = true;
    }

    /** @return true if it was down before */
    boolean up() {
        boolean before = down;
        down = false;
        silent = 0;
        rests = 0;
        restsUntil = Long.MIN_VALUE;
        return before;
    }

    /** Who is told now; empty if nobody. */
    Optional<Due> next(long now) {
        if (stopped() || now < restsUntil) {
            return Optional.empty();
        }
        Entry entry = queue.peek();
        if (entry == null || entry.at() > now) {
            return Optional.empty();
        }
        queue.remove();
        Lamp lamp = lamp(entry.extension());
        lamp.entry = null;
        lamp.underWay = true;
        return Optional.of(new Due(entry.extension(), lamp.wanted));
    }

    /** When {@link #next} is worth asking; empty if something must happen before. */
    OptionalLong nextTime() {
        Entry entry = queue.peek();
        return stopped() || entry == null ? OptionalLong.empty() : OptionalLong.of(Math.max(entry.at(), restsUntil));
    }

    /** What became of it. @return true if the peer turned out not to do lamps at all */
    boolean done(Due due, Mwi.Result result, long now) {
        Lamp lamp = lamp(due.extension());
        lamp.underWay = false;
        lamp.earliest = now + SECOND;
        answered(result, now);
        boolean refusesAll = false;
        switch (result.outcome()) {
            case ACCEPTED -> {
                lamp.failures = 0;
                lamp.told = due.summary();
            }
            case UNKNOWN_EXTENSION -> lamp.givenUp = true;
            case UNSUPPORTED -> {
                refusesAll = !unsupported;
                unsupported = true;
            }
            case REFUSED, TRY_LATER -> lamp.earliest = now
                    + Math.max(backoff(++lamp.failures), result.retryAfter().map(Duration::toNanos).orElse(0L));
        }
        if (!lamp.givenUp && !lamp.wanted.equals(lamp.told)) {
            enqueue(due.extension(), lamp, lamp.earliest);
        }
        return refusesAll;
    }

    /** Lamps whose state the peer has not accepted yet. */
    int waiting() {
        return queue.size();
    }

    private void answered(Mwi.Result result, long now) {
        int code = result.status().code();
        if (code != NO_ANSWER && code != NO_SERVICE) {
            silent = 0;
            rests = 0;
        } else if (++silent >= SILENT_UNTIL_REST && now >= restsUntil) {
            restsUntil = now + Math.max(backoff(++rests), result.retryAfter().map(Duration::toNanos).orElse(0L));
        }
    }

    private boolean stopped() {
        return down || unsupported;
    }

    private static long backoff(int failures) {
        return BACKOFF[Math.min(failures, BACKOFF.length) - 1];
    }

    private void enqueue(String extension, Lamp lamp, long at) {
        Entry entry = new Entry(at, sequence++, extension);
        lamp.entry = entry;
        queue.add(entry);
    }

    private Lamp lamp(String extension) {
        Lamp lamp = lamps.get(extension);
        if (lamp == null) {
            throw new IllegalArgumentException("no lamp at " + extension);
        }
        return lamp;
    }
}
