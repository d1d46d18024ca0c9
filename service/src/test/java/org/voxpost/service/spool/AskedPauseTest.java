package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.Transcoder.Format;
import org.voxpost.service.config.DeliveryConfig;

/** A server asks to be left alone for a while (Retry-After, BackOffMilliseconds). */
@Timeout(60)
class AskedPauseTest {
    private static final Duration OWN = Duration.ofSeconds(10);
    private static final DeliveryConfig CONFIG = new DeliveryConfig(OWN, OWN, Duration.ofSeconds(150), OWN, 1000, OWN);
    /** Draws the longest back-off. */
    private static final RandomGenerator LONGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @TempDir
    Path state;
    private final AtomicLong nanos = new AtomicLong();
    private final FakeServer server = new FakeServer();
    private final DeliveryProfile profile = new DeliveryProfile("main", server, Optional.empty(), 4);
    private Database database;
    private RecordingStore store;
    private Spool spool;

    @BeforeEach
    void open() {
        database = Database.open(state);
        store = RecordingStore.open(Fixtures.state(state), Optional.empty());
        spool = new Spool(database, store, InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private Delivery accept(String owner) {
        SpoolSink sink = store.open(Fixtures.envelope(owner));
        return spool.accept(sink.envelope(), Fixtures.record(sink, new byte[8000]), Marks.NONE);
    }

    private Optional<Duration> waits(Duration asked) {
        server.then(FakeServer.unavailable(asked));
        var attempt = new DeliveryAttempt(spool, new FakeTranscoder(), FormatLadder.from(Format.MP3),
                new Backoff(OWN, OWN), OWN, new AbandonedRequests(0, nanos::get), LONGEST);
        return attempt.run(accept("alice"), profile).orElseThrow().again();
    }

    @Test
    void theLongerOfAskedPauseAndOwnBackoffCounts() {
        assertThat(waits(Duration.ofHours(1))).contains(Duration.ofHours(1));
        assertThat(waits(Duration.ofSeconds(1))).contains(OWN);
    }

    @Test
    void aMessageIsTriedAgainWhenTheAskedPauseIsOverAndNotBefore() {
        server.then(FakeServer.unavailable(Duration.ofHours(1)));
        var failures = new AtomicInteger();
        spool.addListener(new SpoolListener() {
            @Override
            public void failed(Delivery delivery, String outcome, String reason, DeliveryState next) {
                failures.incrementAndGet();
            }
        });
        try (var worker = new DeliveryWorker(spool, Map.of("main", profile), new FakeTranscoder(), Format.MP3, CONFIG,
                nanos::get, LONGEST)) {
            Delivery paused = accept("alice");
            await().until(() -> failures.get() == 1); // told of when it is known until when

            nanos.addAndGet(Duration.ofHours(1).toNanos() - 1);
            for (String other : List.of("bob", "cleo")) { // each looks at what is due, and so does who has done with one
                Delivery beside = accept(other);
                await().until(() -> state(beside) == DeliveryState.DELIVERED);
            }
            assertThat(state(paused)).isEqualTo(DeliveryState.QUEUED);
            assertThat(server.log()).hasSize(3);

            nanos.addAndGet(1);
            accept("dora");
            await().until(() -> worker.depth() == 0);
            assertThat(state(paused)).isEqualTo(DeliveryState.DELIVERED);
        }
    }

    private DeliveryState state(Delivery delivery) {
        return spool.find(delivery.id()).orElseThrow().progress().state();
    }
}
