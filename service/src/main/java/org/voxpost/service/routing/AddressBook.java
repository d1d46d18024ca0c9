package org.voxpost.service.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.subscriber.DialPlan;

/**
 * The organisation's people by number. Look-ups answer from memory, from the last whole reading, while a new one is made
 * on a thread of its own; a reading that breaks off changes nothing. The copy on disk answers after a start, for as long
 * as Exchange is away.
 */
public final class AddressBook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final List<DialPlan> plans;
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
        this.plans = List.copyOf(plans);
        this.sources = List.copyOf(sources);
        this.file = file;
        this.clock = clock;
        this.edition = new Edition(NumberIndex.empty(plans), PersonMarks.NONE, Optional.empty());
    }

    /** Loads the copy, then reads the address book, now if the copy is older than {@code every} or empty, and again and again. */
    public void start(Duration every) {
        keeper = Optional.of(Thread.ofVirtual().name("address-book").start(() -> keep(every)));
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
        var builder = new NumberIndexBuilder(plans);
        var marks = new PersonMarks.Collector();
        try {
            if (Files.exists(file)) {
                Instant read = AddressBookFile.read(file, person -> {
                    builder.add(person);
                    marks.add(PersonRecord.write(person));
                });
                edition = new Edition(builder.build(), marks.done(), Optional.of(read));
                LOG.info("the address book as of {}: {} people, {} numbers", read, edition.index().people(),
                        edition.index().numbers());
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
        var builder = new NumberIndexBuilder(plans);
        var marks = new PersonMarks.Collector();
        try (var copy = new AddressBookFile.Writer(file, now)) {
            Set<SmtpAddress> known = new HashSet<>();
            for (PersonSource source : sources) {
                source.each(known::contains, person -> take(person, known, builder, marks, copy));
            }
            Edition before = edition;
            if (builder.people() == 0 && before.index().people() > 0) {
                throw new IOException("nobody was in it any more, which is not believed");
            }
            copy.commit();
            PersonMarks after = marks.done();
            int came = after.notIn(before.marks());
            int went = before.marks().notIn(after);
            boolean changed = came > 0 || went > 0;
            edition = new Edition(changed ? builder.build() : before.index(), after, Optional.of(now));
            return new Changes(builder.people(), came, went);
        }
    }

    private static void take(DirectoryPerson person, Set<SmtpAddress> known, NumberIndexBuilder builder,
            PersonMarks.Collector marks, AddressBookFile.Writer copy) {
        if (person.address().filter(address -> !known.add(address)).isPresent()) {
            return;
        }
        try {
            byte[] bytes = PersonRecord.write(person);
            copy.add(bytes);
            marks.add(bytes);
            builder.add(person);
        } catch (IOException e) {
            throw new UncheckedIOException("the copy of the address book cannot be written", e);
        }
    }

    /** Has them read anew on a thread of its own, unless that goes on already. Never waits. */
    public void refreshSoon() {
        if (!refreshing.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("address-book-refresh").start(() -> {
            try {
                refreshed();
            } finally {
                refreshing.set(false);
            }
        });
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
            if (keeper.isPresent()) {
                keeper.get().interrupt(); // a walk that goes on
                keeper.get().join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
