package org.voxpost.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several roads to one organisation behind one {@link MailboxServer}: each job goes to the first road that can do it and
 * works.
 *
 * <p>Another road is tried after {@link MailboxException.Unavailable}, {@link MailboxException.AccountRejected} and
 * {@link MailboxException.MessageTooLarge}; any other failure is an answer. After {@link MailboxException.OutcomeUnknown}
 * no road delivers the same id again before {@link Mailbox#find} has been answered for it, if any road can search. What has an {@link ItemId}
 * goes to the protocol that gave it. A road that keeps failing is left alone for a while, for the mailboxes of the server
 * that fails ({@link MailboxServer#serverOf}).
 */
public final class FailoverMailbox implements MailboxServer {
    private final List<Road> deliver;
    private final List<Road> read;
    private final List<Road> watch;
    private final Duration deadline;
    private final RoadListener listener;
    private final InstantSource clock;
    private final Map<DeliveryId, MailboxException.OutcomeUnknown> open = new ConcurrentHashMap<>();

    private record Road(MailboxServer server, Map<String, RoadBreaker> breakers, InstantSource clock) {
        RoadBreaker breaker(SmtpAddress owner) {
            return breakers.computeIfAbsent(server.serverOf(owner), s -> new RoadBreaker(clock));
        }
    }

    /** {@code read} is the order for watches, too. */
    public FailoverMailbox(List<MailboxServer> deliver, List<MailboxServer> read, Duration deadline,
            RoadListener listener, InstantSource clock) {
        this(deliver, read, read, deadline, listener, clock);
    }

    /**
     * Owns the servers: closing closes them.
     *
     * @param deliver order for deliveries
     * @param read order for everything else
     * @param watch order for watches; the first that can watch does
     * @param deadline after so long no further road is tried
     */
    public FailoverMailbox(List<MailboxServer> deliver, List<MailboxServer> read, List<MailboxServer> watch,
            Duration deadline, RoadListener listener, InstantSource clock) {
        Map<MailboxServer, Road> roads = new IdentityHashMap<>();
        Function<MailboxServer, Road> road = s -> roads.computeIfAbsent(s,
                server -> new Road(server, new ConcurrentHashMap<>(), clock));
        this.deliver = deliver.stream().map(road).toList();
        this.read = read.stream().map(road).toList();
        this.watch = watch.stream().map(road).toList();
        this.deadline = deadline;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public String protocol() {
        return "failover";
    }

    /** What at least one road can do. */
    @Override
    public Set<Capability> capabilities() {
        EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
        deliver.stream().filter(r -> r.server().capabilities().contains(Capability.DELIVER)).findFirst()
                .ifPresent(r -> all.add(Capability.DELIVER));
        for (Road road : read) {
            all.addAll(road.server().capabilities().stream()
                    .filter(c -> c != Capability.DELIVER && c != Capability.WATCH).toList());
        }
        if (watch.stream().anyMatch(FailoverMailbox::canWatch)) {
            all.add(Capability.WATCH);
        }
        return all;
    }

    @Override
    public Mailbox open(SmtpAddress owner) {
        return new OneMailbox(owner);
    }

    /** By the first road that can; it reconnects by itself. */
    @Override
    public Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        return watch.stream().filter(FailoverMailbox::canWatch).findFirst()
                .orElseThrow(() -> new UnsupportedOperationException("no road can watch")).server().watch(owners, to);
    }

    private static boolean canWatch(Road road) {
        return road.server().capabilities().contains(Capability.WATCH);
    }

    @Override
    public void close() {
        Set<Road> all = new LinkedHashSet<>(deliver);
        all.addAll(read);
        all.addAll(watch);
        all.forEach(r -> r.server().close());
    }

    /** One mailbox, opened on each road when it is needed. */
    private final class OneMailbox implements Mailbox {
        private final SmtpAddress owner;
        private final Map<String, Mailbox> opened = new ConcurrentHashMap<>();

        OneMailbox(SmtpAddress owner) {
            this.owner = owner;
        }

        @Override
        public SmtpAddress owner() {
            return owner;
        }

        private Mailbox on(Road road) {
            return opened.computeIfAbsent(road.server().protocol(), p -> road.server().open(owner));
        }

        private <T> T first(List<Road> roads, Capability job, Function<Mailbox, T> operation) {
            Instant begin = clock.instant();
            List<Road> able = roads.stream().filter(r -> r.server().capabilities().contains(job)).toList();
            if (able.isEmpty()) {
                throw new UnsupportedOperationException("no road can " + job);
            }
            MailboxException failure = null;
            Optional<Duration> soonest = Optional.empty();
            for (Road road : able) {
                if (failure != null && clock.instant().isAfter(begin.plus(deadline))) {
                    break;
                }
                Optional<Duration> left = road.breaker(owner).left();
                if (left.isPresent()) {
                    soonest = soonest.filter(s -> s.compareTo(left.get()) < 0).or(() -> left);
                    continue;
                }
                try {
                    return on(road, job, operation);
                } catch (MailboxException.Unavailable | MailboxException.AccountRejected
                        | MailboxException.MessageTooLarge e) {
                    failure = telling(failure, e);
                }
            }
            throw failure != null
                    ? failure
                    : new MailboxException.Unavailable(job + " for " + owner, "every road",
                            "left alone after repeated failures", soonest, null);
        }

        /** What the caller can do most about: wait, rather than send less, rather than call an administrator. */
        private MailboxException telling(@Nullable MailboxException before, MailboxException now) {
            return before == null || now instanceof MailboxException.Unavailable
                    && !(before instanceof MailboxException.Unavailable) ? now : before;
        }

        private <T> T on(Road road, Capability job, Function<Mailbox, T> operation) {
            RoadBreaker breaker = road.breaker(owner);
            try {
                T result = operation.apply(on(road));
                breaker.done();
                listener.used(road.server().protocol(), job, Optional.empty());
                return result;
            } catch (MailboxException e) {
                if (e instanceof MailboxException.Unavailable || e instanceof MailboxException.OutcomeUnknown) {
                    breaker.failed();
                } else {
                    breaker.done(); // it answered
                }
                listener.used(road.server().protocol(), job, Optional.of(e));
                throw e;
            }
        }

        /** By the road that gave the id: ids of one protocol mean nothing to another. */
        private <T> T by(ItemId id, Capability job, Function<Mailbox, T> operation) {
            List<Road> all = new ArrayList<>(read);
            all.addAll(deliver);
            Road road = all.stream().filter(r -> r.server().protocol().equals(id.protocol())).findFirst()
                    .orElseThrow(() -> new MailboxException.NoSuchItem(job + " for " + owner, "every road",
                            "no road gives ids of " + id.protocol()));
            return on(road, job, operation);
        }

        @Override
        public ItemId deliver(OutgoingItem item, DeliveryId id) {
            MailboxException.OutcomeUnknown unknown = open.get(id);
            if (unknown != null) {
                throw unknown;
            }
            try {
                return first(deliver, Capability.DELIVER, m -> m.deliver(item, id));
            } catch (MailboxException.OutcomeUnknown e) {
                if (capabilities().contains(Capability.FIND)) {
                    open.put(id, e);
                }
                throw e;
            }
        }

        @Override
        public Optional<ItemId> find(DeliveryId id) {
            Optional<ItemId> found = first(read, Capability.FIND, m -> m.find(id));
            open.remove(id);
            return found;
        }

        @Override
        public List<ItemSummary> list(ItemQuery query) {
            return first(read, Capability.LIST, m -> m.list(query));
        }

        @Override
        public VoiceMessage read(ItemId id) {
            return by(id, Capability.READ, m -> m.read(id));
        }

        @Override
        public AudioSource audio(ItemId id, AttachmentName name) {
            return by(id, Capability.AUDIO, m -> m.audio(id, name));
        }

        @Override
        public void mark(ItemId id, Flag flag, boolean set) {
            by(id, Capability.MARK, m -> {
                m.mark(id, flag, set);
                return true;
            });
        }

        @Override
        public ItemId move(ItemId id, WellKnownFolder to) {
            return by(id, Capability.MOVE, m -> m.move(id, to));
        }

        @Override
        public void delete(ItemId id) {
            by(id, Capability.DELETE, m -> {
                m.delete(id);
                return true;
            });
        }

        @Override
        public Map<ItemId, MailboxException> markAll(Collection<ItemId> ids, Flag flag, boolean set) {
            return several(ids, Capability.MARK, (m, some) -> m.markAll(some, flag, set));
        }

        @Override
        public Map<ItemId, MailboxException> deleteAll(Collection<ItemId> ids) {
            return several(ids, Capability.DELETE, Mailbox::deleteAll);
        }

        /** Each by the road that gave its id. */
        private Map<ItemId, MailboxException> several(Collection<ItemId> ids, Capability job,
                BiFunction<Mailbox, List<ItemId>, Map<ItemId, MailboxException>> operation) {
            Map<ItemId, MailboxException> failed = new LinkedHashMap<>();
            ids.stream().collect(Collectors.groupingBy(ItemId::protocol)).values().forEach(some -> {
                try {
                    failed.putAll(by(some.getFirst(), job, m -> operation.apply(m, some)));
                } catch (MailboxException.NoSuchItem noRoad) {
                    some.forEach(id -> failed.put(id, noRoad));
                }
            });
            return failed;
        }

        @Override
        public VoiceCounts counts() {
            return first(read, Capability.COUNTS, Mailbox::counts);
        }

        @Override
        public void close() {
            opened.values().forEach(Mailbox::close);
        }
    }
}
