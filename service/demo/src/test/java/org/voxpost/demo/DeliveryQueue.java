package org.voxpost.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.Transcoder;
import org.voxpost.media.ffmpeg.FfmpegTranscoder;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.exchange.Exchange;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.DeliveryProfile;
import org.voxpost.service.spool.DeliveryWorker;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.spool.RecordingStore;
import org.voxpost.service.spool.Spool;
import org.voxpost.service.spool.SpoolListener;

/** The service from its spool to Exchange, as the configuration describes it; messages are missed calls. */
final class DeliveryQueue implements AutoCloseable {
    private final Database database;
    private final RecordingStore recordings;
    private final Exchange exchange;
    private final Transcoder transcoder = FfmpegTranscoder.start(1);
    private final DeliveryWorker worker;
    private final Spool spool;
    private final List<String> roads = new CopyOnWriteArrayList<>();
    private final Map<DeliveryId, ItemId> delivered = new ConcurrentHashMap<>();
    private volatile Consumer<Integer> whenDelivered = count -> {
    };

    private DeliveryQueue(VoxpostConfig config, InstantSource clock) throws IOException {
        database = Database.open(Files.createDirectories(config.state().directory()));
        recordings = RecordingStore.open(config.state(), Optional.empty());
        spool = new Spool(database, recordings, InstantSource.system());
        spool.addListener(new SpoolListener() {
            @Override
            public void delivered(Delivery delivery, ItemId item, Duration sinceAccepted) {
                delivered.put(delivery.id(), item);
                whenDelivered.accept(delivered.size());
            }
        });
        exchange = Exchange.open(config.exchange().getFirst(), config.mwi(),
                Optional.of(new SmtpAddress("alice@example.com")), clock);
        var profile = new DeliveryProfile("main", exchange.mailboxes((protocol, job, failure) -> roads.add(protocol
                + " " + job + " " + failure.map(f -> f.getClass().getSimpleName()).orElse("done"))), Optional.empty(),
                config.exchange().getFirst().concurrency());
        worker = DeliveryWorker.start(spool, List.of(profile), transcoder, Transcoder.Format.MP3, config.delivery());
    }

    /** @param exchange the keys of the profile, not indented */
    static DeliveryQueue start(Path directory, InstantSource clock, String exchange) throws IOException {
        Files.writeString(directory.resolve("password"), "secret\n");
        Path file = Files.writeString(directory.resolve("queue.yaml"), """
                exchange:
                %s
                state: { directory: state, stop-below: 0 B, resume-above: 0 B }
                delivery: { first-retry: 50 ms, longest-retry: 300 ms, abandoned-after: 300 ms, break-for: 50 ms }
                """.formatted(exchange.indent(2)));
        return new DeliveryQueue(ConfigLoader.load(file, Map.of()), clock);
    }

    /** Hears how many are delivered, on the thread that delivered the last. */
    void whenDelivered(Consumer<Integer> listener) {
        whenDelivered = listener;
    }

    /** Queues a message. */
    DeliveryId accept(SmtpAddress owner) {
        var id = DeliveryId.random();
        spool.acceptWithoutAudio(new Envelope(id, owner.value(), owner, "main", ItemKind.MISSED_CALL,
                new Caller("+14255550123", "", Optional.empty()), id + "@pbx", "pbx", Instant.now(), Locale.US));
        return id;
    }

    List<DeliveryId> accept(SmtpAddress owner, int count) {
        List<DeliveryId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(accept(owner));
        }
        return ids;
    }

    Map<DeliveryId, ItemId> delivered() {
        return delivered;
    }

    /** What went by which road, in order; empty with a single protocol. */
    List<String> roads() {
        return roads;
    }

    @Override
    public void close() {
        worker.close();
        exchange.close();
        transcoder.close();
        recordings.close();
        database.close();
    }
}
