package org.voxpost.service.spool;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.media.Transcoder;
import org.voxpost.service.config.DeliveryConfig;
import org.voxpost.service.spool.Schedule.Entry;

/**
 * Delivers what the spool holds, on virtual threads; at most one message at a time per mailbox, so that they arrive in order
 * while nothing fails. Who accepts a message begins its delivery if it may begin, and a thread that has done with one goes
 * on with the next; the dispatcher takes what becomes due by time.
 */
public final class DeliveryWorker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 1000; // a backlog is read from the disk
    private static final long POKE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Spool spool;
    private final Map<String, DeliveryProfile> profiles;
    private final DeliveryAttempt attempt;
    private final LongSupplier nanos;
    private final Schedule schedule;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int running;
    private boolean started; // before, what was left is gathered, in order
    private boolean closing;
    private boolean closed;
    private long nextPoke;
    private long wakesAt; // when the dispatcher looks again if nothing changes
    private final Thread dispatcher;

    /**
     * Adopts what an earlier process left, then starts.
     *
     * @param profiles every profile a subscriber names
     * @param format of attachments, before anything is too large
     */
    public static DeliveryWorker start(Spool spool, Iterable<DeliveryProfile> profiles, Transcoder transcoder,
            Transcoder.Format format, DeliveryConfig config) {
        var byName = new java.util.HashMap<String, DeliveryProfile>();
        profiles.forEach(profile -> byName.put(profile.name(), profile));
        return new DeliveryWorker(spool, byName, transcoder, format, config, System::nanoTime,
                RandomGenerator.getDefault());
    }

    DeliveryWorker(Spool spool, Map<String, DeliveryProfile> profiles, Transcoder transcoder,
            Transcoder.Format format, DeliveryConfig config, LongSupplier nanos, RandomGenerator random) {
        this.spool = spool;
        this.profiles = Map.copyOf(profiles);
        this.nanos = nanos;
        var abandoned = new AbandonedRequests(config.abandonedAfter().toNanos(), nanos);
        this.attempt = new DeliveryAttempt(spool, transcoder, FormatLadder.from(format),
                new Backoff(config.firstRetry(), config.longestRetry()), config.parkedRetry(), abandoned, random);
        this.schedule = new Schedule(
                profile -> new CircuitBreaker(config.breakAfter(), config.breakFor().toNanos()),
                profile -> Optional.ofNullable(this.profiles.get(profile)).map(DeliveryProfile::concurrency).orElse(1));
        this.nextPoke = nanos.getAsLong() + POKE_EVERY_NANOS;
        this.wakesAt = nextPoke;
        spool.whenAccepted(this::accepted);
        new Adoption(spool).run();
        spool.waiting().forEach(delivery -> add(Entry.of(delivery, nanos.getAsLong())));
        lock.lock();
        try {
            started = true;
        } finally {
            lock.unlock();
        }
        this.dispatcher = Thread.ofPlatform().name("delivery").daemon().start(this::loop);
    }

    private void accepted(Delivery delivery) {
        long now = nanos.getAsLong();
        add(depth() < MOST_REMEMBERED ? Entry.accepted(delivery, now) : Entry.of(delivery, now)).ifPresent(this::begin);
    }

    /** Adds a message; what is to be begun now is the caller's. */
    private Optional<Entry> add(Entry entry) {
        lock.lock();
        try {
            schedule.add(entry);
            Optional<Entry> next = startable();
            OptionalLong due = schedule.nextTime(nanos.getAsLong());
            if (due.isPresent() && due.getAsLong() - wakesAt < 0) {
                changed.signalAll(); // the dispatcher has to get up earlier
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** What may be tried now, counted as running; the lock is held. */
    private Optional<Entry> startable() {
        Optional<Entry> next = started && !closed ? schedule.take(nanos.getAsLong()) : Optional.empty();
        if (next.isPresent()) {
            running++;
        }
        return next;
    }

    /** Messages that are not finished with. */
    public int depth() {
        lock.lock();
        try {
            return schedule.size();
        } finally {
            lock.unlock();
        }
    }

    /** State of each profile's circuit breaker: {@code closed}, {@code open} or {@code half_open}. */
    public Map<String, String> breakers() {
        lock.lock();
        try {
            return profiles.keySet().stream().collect(Collectors.toMap(Function.identity(),
                    p -> schedule.breaker(p).state().name().toLowerCase(java.util.Locale.ROOT)));
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        while (true) {
            try {
                Optional<Entry> next = next();
                if (next.isEmpty()) {
                    return;
                }
                begin(next.get());
            } catch (RuntimeException | Error e) {
                log.error("the delivery dispatcher met a fault and goes on", e);
            }
        }
    }

    private void begin(Entry entry) {
        try {
            Thread.ofVirtual().name("deliver").start(() -> run(entry));
        } catch (RuntimeException | Error e) { // no memory for a thread
            log.error("delivery {} cannot begin and is tried again: {}", entry.id(), e.toString());
            finished(entry, Optional.of(afterFault(entry)), AttemptResult.Server.UNKNOWN);
        }
    }

    private Entry afterFault(Entry entry) {
        return entry.at(nanos.getAsLong() + AFTER_FAULT.toNanos());
    }

    /** Waits for a message that may be tried; empty when closed. */
    private Optional<Entry> next() {
        lock.lock();
        try {
            while (!closed) {
                takePoked();
                Optional<Entry> entry = startable();
                if (entry.isPresent()) {
                    return entry;
                }
                OptionalLong due = schedule.nextTime(nanos.getAsLong());
                long until = due.isEmpty() || due.getAsLong() - nextPoke > 0 ? nextPoke : due.getAsLong();
                wakesAt = until;
                changed.signalAll(); // who closes may have waited for just this: nothing is left that could start
                changed.awaitNanos(Math.max(1, until - nanos.getAsLong()));
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
        return Optional.empty();
    }

    /** Takes up what a person retried with the command line, which is another process. */
    private void takePoked() {
        if (nanos.getAsLong() - nextPoke >= 0) {
            nextPoke = nanos.getAsLong() + POKE_EVERY_NANOS;
            for (Delivery delivery : spool.takePoked()) {
                schedule.hurry(Entry.of(delivery, nanos.getAsLong()));
            }
        }
    }

    private void run(Entry first) {
        Optional<Entry> next = Optional.of(first);
        while (next.isPresent()) {
            tryOnce(next.get());
            next = following();
        }
    }

    /** What the thread that has done with one may go on with. */
    private Optional<Entry> following() {
        lock.lock();
        try {
            Optional<Entry> next = startable();
            if (closing || schedule.anyDue(nanos.getAsLong())) {
                changed.signalAll(); // who closes waits for the last; more than one may have become free
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void tryOnce(Entry entry) {
        Optional<Entry> again = Optional.empty();
        AttemptResult.Server server = AttemptResult.Server.UNKNOWN;
        try {
            Optional<AttemptResult> result = attempt(entry);
            server = result.map(AttemptResult::server).orElse(server);
            again = result.flatMap(AttemptResult::again).map(wait -> entry.at(nanos.getAsLong() + wait.toNanos()));
            result.ifPresent(this::tell);
        } catch (RuntimeException | Error e) { // the database failed, no memory, or a fault of ours: the row says what is true
            log.error("delivery {} is tried again: {}", entry.id(), e.toString());
            again = Optional.of(afterFault(entry));
        } finally {
            finished(entry, again, server);
        }
    }

    private Optional<AttemptResult> attempt(Entry entry) {
        Delivery stored = entry.accepted().or(() -> spool.find(entry.id())).orElse(null);
        if (stored != null && stored.progress().state() == DeliveryState.SENDING) {
            stored = spool.step(stored, new DeliveryEvent.Crashed()); // its last step could not be written
        }
        DeliveryProfile profile = profiles.get(entry.profile());
        if (stored == null || !stored.progress().state().waits()) {
            return Optional.empty();
        }
        if (profile == null) {
            log.error("delivery {} names the profile '{}', which is not configured", entry.id(), entry.profile());
            return Optional.of(new AttemptResult(stored, AttemptResult.Server.UNKNOWN,
                    Optional.of(Duration.ofMinutes(5)), "unavailable"));
        }
        return attempt.run(stored, profile);
    }

    private void tell(AttemptResult result) {
        Delivery delivery = result.delivery();
        for (SpoolListener listener : spool.listeners()) {
            if (delivery.progress().state() == DeliveryState.DELIVERED) {
                listener.delivered(delivery, delivery.progress().item().orElseThrow(),
                        Duration.between(delivery.accepted(), spool.now()));
            } else {
                listener.failed(delivery, result.outcome(), delivery.progress().reason(),
                        delivery.progress().state());
            }
        }
    }

    private void finished(Entry entry, Optional<Entry> again, AttemptResult.Server server) {
        lock.lock();
        try {
            CircuitBreaker breaker = schedule.breaker(entry.profile());
            switch (server) {
                case WELL -> breaker.succeeded();
                case ILL -> breaker.failed(nanos.getAsLong());
                case LOCKED -> {
                    breaker.rejected(nanos.getAsLong(), entry.mailboxId());
                    again.ifPresent(next -> schedule.rest(entry, next.due()));
                }
                case UNKNOWN -> breaker.undecided(nanos.getAsLong());
            }
            schedule.done(entry, again);
            running--;
            if (again.isPresent()) {
                changed.signalAll(); // the dispatcher may have to get up earlier
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets what is due now and what is being sent go out for a while, and starts nothing more; the rest is delivered after
     * the next start.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            long patience = GRACE.toNanos();
            while ((running > 0 || schedule.anyDue(nanos.getAsLong())) && patience > 0) {
                patience = changed.awaitNanos(patience);
            }
            closed = true;
            changed.signalAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        dispatcher.interrupt();
    }
}
