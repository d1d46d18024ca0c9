package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.Transcoder.Format;
import org.voxpost.service.config.DeliveryConfig;

/** The wall clock is set an hour forward or back while messages are on their way. */
@Timeout(60)
class ClockJumpTest {
    private static final DeliveryConfig PATIENT = new DeliveryConfig(Duration.ofMillis(10), Duration.ofMillis(20),
            Duration.ofMillis(300), Duration.ofMillis(50), 1000, Duration.ofMillis(20));

    @TempDir
    Path state;
    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-10-25T00:30:00Z"));
    private final FakeServer server = new FakeServer();
    private Database database;
    private RecordingStore store;
    private Spool spool;
    private DeliveryWorker worker;

    @BeforeEach
    void open() {
        database = Database.open(state);
        store = RecordingStore.open(Fixtures.state(state), Optional.empty());
        spool = new Spool(database, store, clock::get);
        worker = DeliveryWorker.start(spool, List.of(new DeliveryProfile("main", server, Optional.empty(), 4)),
                new FakeTranscoder(), Format.MP3, PATIENT);
    }

    @AfterEach
    void close() {
        worker.close();
        store.close();
        database.close();
    }

    private void jump(int hours) {
        clock.updateAndGet(now -> now.plus(Duration.ofHours(hours)));
    }

    private Delivery accept() {
        SpoolSink sink = store.open(Fixtures.envelope("alice"));
        return spool.accept(sink.envelope(), Fixtures.record(sink, new byte[8000]), Marks.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void theOrderOfAMailboxStaysAndNothingIsLostOrDoubled(int hours) {
        List<Delivery> accepted = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            accepted.add(accept());
            jump(hours);
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> worker.depth() == 0);

        assertThat(server.order()).isEqualTo(accepted.stream().map(Delivery::id).toList());
    }

    @Test
    void anHourForwardDoesNotShortenTheWaitAfterAnUnknownOutcome() {
        server.then(FakeServer.answerLost(false));
        long began = System.nanoTime();
        Delivery accepted = accept();
        await().until(() -> server.log().contains("create"));

        jump(1);

        await().atMost(Duration.ofSeconds(30)).until(() -> server.copies(accepted.id()) == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(PATIENT.abandonedAfter());
    }

    @Test
    void anHourBackDoesNotProlongIt() {
        server.then(FakeServer.answerLost(false));
        Delivery accepted = accept();
        await().until(() -> server.log().contains("create"));

        jump(-1);

        await().atMost(Duration.ofSeconds(30)).until(() -> server.copies(accepted.id()) == 1);
    }
}
