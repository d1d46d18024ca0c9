package org.voxpost.service.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.service.subscriber.DialPlan;

/**
 * The organisation's people by number. Look-ups answer from memory, from the last whole reading, while a new one is made
 * on a thread of its own; a reading that breaks off changes nothing. What the sources have goes to a copy on disk, and only
 * if that differs from what is known, from there into a new index; all but the first go slowly ({@link Pace}). The copy
 * answers after a start, for as long as Exchange is away.
 */
public final class AddressBook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final List<PersonSource> sources;
    private final Path file;
    private final InstantSource clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile Edition edition;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<Thread> keeper = Optional.empty();
    private volatile Optional<Thread> refresher = Optional.empty();

    /** What look-ups see. @param read when it was read from its sources; empty if never */
    record Edition(NumberIndex index, PersonMarks marks, Optional<Instant> read) {
    }

    /**
     * How good the answers are.
     *
     * @param read when the address book was last read whole; empty if never
     * @param numbers different numbers
     * @param ambiguous numbers of more than one person
     * @param refreshing true while it is being read
     * @param trouble why the last reading failed; empty if it did not
     */
    public record Status(Optional<Instant> read, int people, int numbers, int ambiguous, long sizeBytes,
            boolean refreshing, Optional<String> trouble) {
    }

    /**
     * What a reading changed.
     *
     * @param came new or changed records
     * @param went gone or changed records
     */
    public record Changes(int people, int came, int went) {
    }

    /**
     * @param plans the sites' plans, the default first
     * @param sources in this order; a person whom an earlier one gave is not taken again
     * @param file where the copy lies; its directory exists
     */
    public AddressBook(List<DialPlan> plans, List<PersonSource> sources, Path file, InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.file = file;
        this.clock = clock;
        this.edition = new Edition(NumberIndex.empty(plans), PersonMarks.NONE, Optional.empty());
    }

    /** Loads the copy, then reads the address book, now if the copy is older than {@code every} or empty, and again and again. */
    public void start(Duration every) {
        keeper = Optional.of(Thread.ofPlatform().name("address-book").daemon().start(() -> keep(every)));
    }

    private void keep(Duration every) {
        try {
            load();
            Duration pause = edition.read().filter(read -> edition.index().people() > 0)
                    .map(read -> every.minus(Duration.between(read, clock.instant())))
                    .orElse(Duration.ZERO);
            while (!sources.isEmpty()) {
                if (closed.await(Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS)) {
                    return;
                }
                pause = refreshed() ? every : every.compareTo(AFTER_FAILURE) < 0 ? every : AFTER_FAILURE;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean refreshed() {
        try {
            refresh();
            return true;
        } catch (MailboxException | UncheckedIOException failed) {
            return false; // told where it was found
        } finally {
            loaded.countDown();
        }
    }

    /** Takes the copy of the disk; one that is damaged is told of and read anew. Blocks. */
    public void load() {
        try {
            if (Files.exists(file)) {
                edition = copied(Pace.full());
                LOG.info("the address book as of {}: {} people, {} numbers", edition.read().orElseThrow(),
                        edition.index().people(), edition.index().numbers());
                loaded.countDown();
            }
        } catch (IOException damaged) {
            trouble = Optional.ofNullable(damaged.getMessage());
            LOG.warn("{}; callers go without names until it is read again", damaged.getMessage());
        }
    }

    /**
     * Reads all sources and puts what they have in the place of what was there.
     *
     * @throws MailboxException if a source broke off; the old people stay
     * @throws UncheckedIOException if a file cannot be read or the copy cannot be written; the old people stay
     */
    public Changes refresh() {
        oneAtATime.lock();
        try {
            Changes changes = read();
            trouble = Optional.empty();
            LOG.info("read the address book: {} people, {} records came, {} went", changes.people(), changes.came(),
                    changes.went());
            return changes;
        } catch (IOException failed) {
            throw failure(new UncheckedIOException(failed));
        } catch (MailboxException | UncheckedIOException failed) {
            throw failure(failed);
        } finally {
            oneAtATime.unlock();
        }
    }

    private RuntimeException failure(RuntimeException failed) {
        String reason = String.valueOf(failed.getMessage());
        trouble = Optional.of(reason);
        if (Thread.currentThread().isInterrupted()) {
            return failed; // closed
        }
        LOG.warn("the address book could not be read, the people of {} stay: {}",
                edition.read().map(Instant::toString).orElse("before (none)"), reason);
        return failed;
    }

    private Changes read() throws IOException {
        Instant now = clock.instant();
        Edition before = edition;
        Pace pace = before.index().people() == 0 ? Pace.full() : Pace.gentle();
        PersonMarks after = copy(now, before, pace);
        var changes = new Changes(after.count(), after.notIn(before.marks()), before.marks().notIn(after));
        edition = changes.came() > 0 || changes.went() > 0
                ? copied(pace)
                : new Edition(before.index(), after, Optional.of(now));
        return changes;
    }

    /** Makes what the sources have the copy on disk. */
    private PersonMarks copy(Instant now, Edition before, Pace pace) throws IOException {
        var known = new KnownAddresses();
        var marks = new PersonMarks.Collector();
        try (var copy = new AddressBookFile.Writer(file, now)) {
            for (PersonSource source : sources) {
                source.each(known::contains, person -> {
                    if (person.address().isEmpty() || known.add(person.address().get())) {
                        add(PersonRecord.write(person), marks, copy);
                    }
                    pace.step();
                });
            }
            PersonMarks after = marks.done();
            if (after.count() == 0 && before.index().people() > 0) {
                throw new IOException("nobody was in it any more, which is not believed");
            }
            copy.commit();
            return after;
        }
    }

    private static void add(byte[] record, PersonMarks.Collector marks, AddressBookFile.Writer copy) {
        try {
            copy.add(record);
            marks.add(record);
        } catch (IOException e) {
            throw new UncheckedIOException("the copy of the address book cannot be written", e);
        }
    }

    /** The people of the copy on disk. */
    private Edition copied(Pace pace) throws IOException {
        NumberIndexBuilder builder = edition.index().next();
        var marks = new PersonMarks.Collector();
        Instant read = AddressBookFile.read(file, (person, record) -> {
            builder.add(person);
            marks.add(record);
            pace.step();
        });
        return new Edition(builder.build(), marks.done(), Optional.of(read));
    }

    /** Has them read anew on a thread of its own, unless that goes on already. Never waits. */
    public void refreshSoon() {
        if (!refreshing.compareAndSet(false, true)) {
            return;
        }
        refresher = Optional.of(Thread.ofPlatform().name("address-book-refresh").daemon().start(() -> {
            try {
                refreshed();
            } finally {
                refreshing.set(false);
            }
        }));
    }

    /** One reading of the people with the time it was made. Never waits. */
    Edition edition() {
        return edition;
    }

    /** The people as they are known now. Never waits. */
    public NumberIndex index() {
        return edition.index();
    }

    /** True if nobody needs to wait for the first reading: {@link #index()} has what there is. */
    public boolean isRead() {
        return sources.isEmpty() || loaded.getCount() == 0;
    }

    /** The people, after the first reading if there is none yet and it comes in time. */
    public NumberIndex index(Duration patience) {
        try {
            if (!sources.isEmpty() && !loaded.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("the address book is not read yet");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return index();
    }

    public Status status() {
        Edition now = edition;
        return new Status(now.read(), now.index().people(), now.index().numbers(), now.index().ambiguous(),
                now.index().sizeBytes(), oneAtATime.isLocked() || refreshing.get(), trouble);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            for (Thread reading : Stream.concat(keeper.stream(), refresher.stream()).toList()) {
                reading.interrupt(); // a walk that goes on
                reading.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
