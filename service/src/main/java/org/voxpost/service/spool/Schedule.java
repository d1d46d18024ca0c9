package org.voxpost.service.spool;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import org.voxpost.mailbox.DeliveryId;

/**
 * Which message is tried next. One at a time per mailbox, in order of acceptance among those that are due; a bound and a
 * circuit breaker per profile, so that no mailbox and no server holds up another. Times are monotonic nanoseconds, passed
 * in. One thread at a time.
 */
final class Schedule {

    /**
     * A message to be tried, not before {@code due}.
     *
     * @param accepted the message as it was accepted, if it was not tried since and is worth the memory; empty: ask the spool
     */
    record Entry(DeliveryId id, long sequence, String mailboxId, String profile, long due,
            Optional<Delivery> accepted) {
        static Entry of(Delivery delivery, long due) {
            return of(delivery, due, Optional.empty());
        }

        /** A message that was accepted just now. */
        static Entry accepted(Delivery delivery, long due) {
            return of(delivery, due, Optional.of(delivery));
        }

        private static Entry of(Delivery delivery, long due, Optional<Delivery> accepted) {
            return new Entry(delivery.id(), delivery.sequence(), delivery.envelope().mailboxId(),
                    delivery.envelope().profile(), due, accepted);
        }

        private String lane() {
            return profile + "\n" + mailboxId;
        }

        Entry at(long nanos) {
            return new Entry(id, sequence, mailboxId, profile, nanos, Optional.empty());
        }
    }

    private static final class Lane {
        private final PriorityQueue<Entry> due = new PriorityQueue<>(Comparator.comparingLong(Entry::sequence));
        private boolean busy;
    }

    private static final class Road {
        private final ArrayDeque<Lane> ready = new ArrayDeque<>();
        private final CircuitBreaker breaker;
        private final int concurrency;
        private int running;

        private Road(CircuitBreaker breaker, int concurrency) {
            this.breaker = breaker;
            this.concurrency = concurrency;
        }
    }

    private final PriorityQueue<Entry> later = new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<String, Road> roads = new HashMap<>();
    private final Set<DeliveryId> known = new HashSet<>();
    private final Function<String, CircuitBreaker> breakers;
    private final Function<String, Integer> concurrency;

    /** @param breakers makes the breaker of a profile; {@code concurrency} says how many deliveries at once it bears */
    Schedule(Function<String, CircuitBreaker> breakers, Function<String, Integer> concurrency) {
        this.breakers = breakers;
        this.concurrency = concurrency;
    }

    /** Adds a message; what is there already stays as it is. */
    void add(Entry entry) {
        if (known.add(entry.id())) {
            later.add(entry);
        }
    }

    /** Adds a message, or makes it due if it waits for later. */
    void hurry(Entry entry) {
        if (known.add(entry.id()) || later.removeIf(waiting -> waiting.id().equals(entry.id()))) {
            later.add(entry);
        }
    }

    /** The next message that may be tried now; {@link #done} must follow. */
    Optional<Entry> take(long now) {
        while (!later.isEmpty() && later.peek().due() - now <= 0) {
            promote(later.remove());
        }
        for (Road road : roads.values()) {
            if (!road.ready.isEmpty() && road.running < road.concurrency && road.breaker.admits(now)) {
                Lane lane = road.ready.remove();
                lane.busy = true;
                road.running++;
                return Optional.of(lane.due.remove());
            }
        }
        return Optional.empty();
    }

    private void promote(Entry entry) {
        Lane lane = lane(entry);
        lane.due.add(entry);
        if (!lane.busy && lane.due.size() == 1) {
            road(entry.profile()).ready.add(lane);
        }
    }

    private Lane lane(Entry entry) {
        return lanes.computeIfAbsent(entry.lane(), id -> new Lane());
    }

    private Road road(String profile) {
        return roads.computeIfAbsent(profile, p -> new Road(breakers.apply(p), concurrency.apply(p)));
    }

    /** What else waits for the same mailbox waits until then, too; before {@link #done}. */
    void rest(Entry entry, long until) {
        Lane lane = lane(entry);
        lane.due.forEach(waiting -> later.add(waiting.at(until)));
        lane.due.clear();
    }

    /** A message that was taken is finished with, or comes again: {@code again}. */
    void done(Entry entry, Optional<Entry> again) {
        Road road = road(entry.profile());
        Lane lane = lane(entry);
        road.running--;
        lane.busy = false;
        if (again.isPresent()) {
            later.add(again.get());
        } else {
            known.remove(entry.id());
        }
        if (!lane.due.isEmpty()) {
            road.ready.add(lane);
        } else {
            lanes.remove(entry.lane());
        }
    }

    CircuitBreaker breaker(String profile) {
        return road(profile).breaker;
    }

    /** True if something could be tried now, or as soon as what is being tried has ended. */
    boolean anyDue(long now) {
        boolean promoted = roads.values().stream()
                .anyMatch(road -> !road.ready.isEmpty() && road.breaker.state() != CircuitBreaker.State.OPEN);
        return promoted || !later.isEmpty() && later.peek().due() - now <= 0;
    }

    /** When {@link #take} may have something new; empty: only after {@link #add} or {@link #done}. */
    OptionalLong nextTime(long now) {
        OptionalLong next = later.isEmpty() ? OptionalLong.empty() : OptionalLong.of(later.peek().due());
        for (Road road : roads.values()) {
            boolean waits = !road.ready.isEmpty() && road.running < road.concurrency
                    && road.breaker.state() == CircuitBreaker.State.OPEN;
            if (waits && (next.isEmpty() || road.breaker.reopensAt() - next.getAsLong() < 0)) {
                next = OptionalLong.of(road.breaker.reopensAt());
            }
        }
        return next;
    }

    /** Messages known, being tried ones included. */
    int size() {
        return known.size();
    }
}
