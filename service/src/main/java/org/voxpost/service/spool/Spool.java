package org.voxpost.service.spool;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.media.Recording;
import org.voxpost.media.SpeechLevel;
import org.voxpost.mailbox.DeliveryId;

/**
 * The durable queue of messages. When {@link #accept} returns, the message survives a crash and a power cut and will be
 * delivered. Blocks; for virtual threads.
 */
public final class Spool {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final Duration PATIENCE = Duration.ofMillis(100); // the mailbox's next message waits for it

    private final Database database;
    private final RecordingStore store;
    private final InstantSource clock;
    private final FullMailboxes full;
    private final List<SpoolListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<DeliveryId> unaccepted = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Delivery> worker = delivery -> {
    };

    public Spool(Database database, RecordingStore store, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
        this.full = new FullMailboxes(database);
    }

    public void addListener(SpoolListener listener) {
        listeners.add(listener);
    }

    List<SpoolListener> listeners() {
        return listeners;
    }

    Database database() {
        return database;
    }

    RecordingStore store() {
        return store;
    }

    Instant now() {
        return clock.instant();
    }

    /** Hears of every message that is to be delivered from now on. */
    void whenAccepted(Consumer<Delivery> next) {
        worker = next;
    }

    /**
     * Takes a message: the point of no loss. Other takes of the same message are deleted. Accepting an id again gives the
     * message that is there.
     *
     * @param recording whose sink came from {@link RecordingStore#open}; it is ended if it is not yet
     * @throws StorageException if it could not be made durable; the recording then stays and is adopted as soon as the
     *             storage works again
     */
    public Delivery accept(Envelope envelope, Recording recording, Marks marks) {
        if (!(recording.sink() instanceof SpoolSink sink)) {
            throw new IllegalArgumentException("the recording was not made by this spool's store");
        }
        try {
            return accept(envelope, recording, sink, marks);
        } catch (StorageException e) {
            unaccepted.add(envelope.id());
            throw e;
        }
    }

    private Delivery accept(Envelope envelope, Recording recording, SpoolSink sink, Marks marks) {
        sink.end();
        CompletableFuture<Optional<Delivery>> row = DiskPatience.bounded(sink.durableSoon(), "accepting a message")
                .thenCompose(durable -> {
                    CrashPoint.reach("accept-before-commit");
                    var audio = new Delivery.Audio(sink.fileName(), recording.format(), recording.lengthBytes(),
                            SpeechLevel.gainDb(recording.speechDbov()), !recording.whole() || sink.hasFailed());
                    return submit(new Delivery(0, envelope, Optional.of(audio), marks, clock.instant(), Progress.NEW));
                });
        Delivery accepted = inserted(envelope.id(), row);
        CrashPoint.reach("accept-after-commit");
        if (store.isRetaken(accepted.id())) {
            deleteOtherTakes(accepted);
        }
        return accepted;
    }

    /** Takes a message without audio, for example a missed call; durable when it returns. */
    public Delivery acceptWithoutAudio(Envelope envelope) {
        return insert(
                new Delivery(0, envelope, Optional.empty(), Marks.NONE, clock.instant(), Progress.NEW));
    }

    /** Tries again to accept what could not be made durable before. */
    void adoptUnaccepted() {
        for (DeliveryId id : unaccepted) {
            try {
                Optional<Delivery> written = find(id); // though that was said to have failed
                new Adoption(this).adopt(id);
                written.ifPresent(worker);
                unaccepted.remove(id);
            } catch (IOException | StorageException e) {
                log.warn("the recording {} still cannot be accepted: {}", id, e.getMessage());
            }
        }
    }

    /** True if messages for this mailbox wait because it is full; of what other processes changed it hears within a second. */
    public boolean isFull(String mailboxId) {
        return full.contains(mailboxId);
    }

    /** Takes what an earlier process recorded and did not accept. */
    Delivery adopt(Envelope envelope, Delivery.Audio audio) {
        return insert(new Delivery(0, envelope, Optional.of(audio), Marks.NONE, clock.instant(), Progress.NEW));
    }

    /** Takes what may have been delivered already: it is asked for first. */
    Delivery adoptUnsure(Envelope envelope, Delivery.Audio audio) {
        var unsure = new Progress(DeliveryState.QUEUED, true, 0, 0, "it may have been delivered already",
                Optional.empty());
        return insert(new Delivery(0, envelope, Optional.of(audio), Marks.NONE, clock.instant(), unsure));
    }

    /** Lets the worker of another process hear of a message. */
    void poke(DeliveryId id) {
        database.write(handle -> DeliveryRows.poke(handle, id));
    }

    /** True if no row is there, as in a database that is new, or new again. */
    boolean isEmpty() {
        return database.read(handle -> handle.createQuery("select count(*) from (select 1 from delivery limit 1)")
                .mapTo(Integer.class).one()) == 0;
    }

    private Delivery insert(Delivery delivery) {
        return inserted(delivery.id(), submit(delivery));
    }

    private CompletableFuture<Optional<Delivery>> submit(Delivery delivery) {
        return database.submit(handle -> DeliveryRows.insert(handle, delivery), Duration.ZERO);
    }

    /** Waits for a row that is on its way, and tells everybody of it. */
    private Delivery inserted(DeliveryId id, CompletableFuture<Optional<Delivery>> row) {
        Optional<Delivery> inserted = CommitQueue.joined(row);
        if (inserted.isEmpty()) {
            return find(id).orElseThrow();
        }
        Delivery accepted = inserted.get();
        listeners.forEach(listener -> listener.accepted(accepted));
        worker.accept(accepted);
        return accepted;
    }

    private void deleteOtherTakes(Delivery accepted) {
        String mine = accepted.audio().map(Delivery.Audio::file).orElse("");
        try {
            for (String file : store.takes(accepted.id())) {
                if (!file.equals(mine)) {
                    store.delete(file);
                }
            }
        } catch (IOException e) {
            log.warn("older takes of {} stay until the next start: {}", accepted.id(), e.getMessage());
        }
    }

    public Optional<Delivery> find(DeliveryId id) {
        return database.read(handle -> DeliveryRows.byId(handle, id));
    }

    /** Takes one step and writes it; returns when it is durable. */
    Delivery step(Delivery delivery, DeliveryEvent event) {
        return database.write(handle -> step(handle, delivery, event));
    }

    /** As {@link #step}, for an outcome that a crash would only have asked for again: it waits for others to be written with. */
    Delivery patientStep(Delivery delivery, DeliveryEvent event) {
        return database.write(handle -> step(handle, delivery, event), PATIENCE);
    }

    private Delivery step(Handle handle, Delivery delivery, DeliveryEvent event) {
        return step(handle, delivery, DeliveryRows.progress(handle, delivery.id()).orElseThrow(), event);
    }

    private Delivery step(Handle handle, Delivery delivery, Progress stored, DeliveryEvent event) {
        Delivery next = delivery.with(stored.next(event));
        DeliveryRows.update(handle, next, clock.instant());
        if (stored.state() == DeliveryState.PARKED || next.progress().state() == DeliveryState.PARKED) {
            full.changed();
        }
        return next;
    }

    /** Takes it for an attempt and writes that; empty if it does not wait any more. */
    Optional<Delivery> claim(Delivery delivery) {
        return database.write(handle -> DeliveryRows.progress(handle, delivery.id())
                .filter(stored -> stored.state().waits())
                .map(stored -> step(handle, delivery, stored, new DeliveryEvent.Claimed())));
    }

    /** Everything that is to be delivered, in order of acceptance. */
    List<Delivery> waiting() {
        return database.read(DeliveryRows::open).stream().filter(d -> d.progress().state().waits()).toList();
    }

    /** When the oldest message was accepted that is neither delivered nor set aside; empty if none waits. */
    public Optional<Instant> oldestWaiting() {
        return database.read(DeliveryRows::oldestOpen);
    }

    /** After a start: what was being sent when the last process ended may have arrived. */
    void crashed() {
        Instant now = clock.instant();
        database.write(handle -> {
            for (Delivery delivery : DeliveryRows.open(handle)) {
                Progress next = delivery.progress().next(new DeliveryEvent.Crashed());
                if (!next.equals(delivery.progress())) {
                    DeliveryRows.update(handle, delivery.with(next), now);
                }
            }
            return true;
        });
    }

    /** True if a message's row names this file. */
    boolean owns(String file) {
        return database.read(handle -> handle.createQuery("select count(*) from delivery where audio_file = ?")
                .bind(0, file).mapTo(Integer.class).one()) > 0;
    }

    /** What a person wanted tried again since the last call. */
    List<Delivery> takePoked() {
        List<Delivery> poked = database.read(DeliveryRows::poked);
        if (!poked.isEmpty()) {
            database.write(handle -> {
                poked.forEach(delivery -> DeliveryRows.unpoke(handle, delivery));
                return true;
            });
        }
        return poked.stream().filter(delivery -> delivery.progress().state().waits()).toList();
    }

    /** A person wants it tried again; any process may say so. @throws IllegalStateException if it is delivered */
    public Delivery retry(DeliveryId id) {
        return byPerson(id, new DeliveryEvent.Retried());
    }

    /** A person sets it aside. @throws IllegalStateException if it is delivered, being sent or buried already */
    public Delivery bury(DeliveryId id, String reason) {
        return byPerson(id, new DeliveryEvent.Buried(reason));
    }

    private Delivery byPerson(DeliveryId id, DeliveryEvent event) {
        Delivery delivery = find(id).orElseThrow(() -> new IllegalArgumentException("there is no message " + id));
        Delivery next = step(delivery, event);
        poke(id);
        return next;
    }
}
