package org.voxpost.service.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.Calendar.Busy;
import org.voxpost.mailbox.Calendar.Status;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.OutOfOffice;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.subscriber.Subscriber;

/**
 * What mailboxes tell of their owners: automatic replies, and when calendars say busy. Asked in the background again and
 * again, a hundred calendars in a request; what cannot be asked stays as it was, with its age.
 */
public final class CalendarStates implements PersonStates, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CalendarStates.class);
    private static final int AT_ONCE = 100;

    /**
     * One organisation.
     *
     * @param opener opens its facets when they are first needed, and again after a failure
     * @param people of this organisation, asked anew for each round
     */
    public record Source(String name, Supplier<MailboxFacets> opener, Supplier<List<SmtpAddress>> people) {
    }

    private record Known(List<Busy> busy, OutOfOffice.@Nullable State replies, Instant asOf) {
    }

    private final List<Source> sources;
    private final Duration every;
    private final InstantSource clock;
    private final Map<SmtpAddress, Known> known = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param every between two rounds; a state is looked ahead for two of them */
    public CalendarStates(List<Source> sources, Duration every, InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.every = every;
        this.clock = clock;
    }

    /** Begins to ask, on a virtual thread for each organisation. */
    public CalendarStates start() {
        sources.forEach(source -> Thread.ofVirtual().name("calendars-" + source.name()).start(() -> rounds(source)));
        return this;
    }

    private void rounds(Source source) {
        try {
            do {
                round(source);
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks once for everybody. */
    void round(Source source) {
        try (MailboxFacets facets = source.opener().get()) {
            List<SmtpAddress> people = source.people().get();
            for (int i = 0; i < people.size() && closed.getCount() > 0; i += AT_ONCE) {
                ask(facets, new LinkedHashSet<>(people.subList(i, Math.min(people.size(), i + AT_ONCE))));
            }
        } catch (MailboxException e) {
            LOG.info("calendars of {} cannot be read now: {}", source.name(), e.getMessage());
        }
    }

    private void ask(MailboxFacets facets, Set<SmtpAddress> people) {
        Instant now = clock.instant();
        Map<SmtpAddress, List<Busy>> busy = facets.calendar().availability(people, now, now.plus(every).plus(every));
        for (SmtpAddress person : people) {
            Optional<OutOfOffice.State> replies = replies(facets, person);
            List<Busy> his = busy.get(person);
            if (his != null || replies.isPresent()) {
                known.put(person, new Known(his == null ? List.of() : his, replies.orElse(null), now));
            }
        }
    }

    /** One person's refusal is not the others'. */
    private static Optional<OutOfOffice.State> replies(MailboxFacets facets, SmtpAddress person) {
        try {
            return Optional.of(facets.outOfOffice().state(person));
        } catch (MailboxException.Unavailable e) {
            throw e;
        } catch (MailboxException e) {
            LOG.debug("automatic replies of {} are not told: {}", person, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Optional<PersonState> of(Subscriber subscriber) {
        Known his = known.get(subscriber.mailbox());
        if (his == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        List<Status> running = new ArrayList<>();
        his.busy().stream().filter(b -> !now.isBefore(b.from()) && now.isBefore(b.until()))
                .forEach(b -> running.add(b.status()));
        boolean away = his.replies() != null && his.replies().isOn(now) || running.contains(Status.OUT_OF_OFFICE);
        return Optional.of(new PersonState(away, running.contains(Status.BUSY), false, Optional.empty(), his.asOf()));
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
