package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Recording;
import org.voxpost.media.Transcoder.Format;
import org.voxpost.service.config.DeliveryConfig;

@Timeout(60)
class DeliveryWorkerTest {
    private static final DeliveryConfig QUICK = new DeliveryConfig(Duration.ofMillis(10), Duration.ofMillis(50),
            Duration.ofMillis(200), Duration.ofMillis(50), 1000, Duration.ofMillis(20));

    @TempDir
    Path state;
    private final FakeServer server = new FakeServer();
    private final FakeTranscoder transcoder = new FakeTranscoder();
    private final List<String> told = new ArrayList<>();
    private Database database;
    private RecordingStore store;
    private Spool spool;
    private DeliveryWorker worker;

    @BeforeEach
    void open() {
        database = Database.open(state);
        store = RecordingStore.open(Fixtures.state(state), Optional.empty());
        spool = new Spool(database, store, InstantSource.system());
        spool.addListener(new SpoolListener() {
            @Override
            public void failed(Delivery delivery, String outcome, String reason, DeliveryState next) {
                synchronized (told) {
                    told.add(outcome + " " + next);
                }
            }
        });
    }

    private void start(DeliveryConfig config, Format format) {
        worker = DeliveryWorker.start(spool, List.of(new DeliveryProfile("main", server,
                Optional.of(new SmtpAddress("voxpost@example.com")), 4)), transcoder, format, config);
    }

    private void start() {
        start(QUICK, Format.MP3);
    }

    @AfterEach
    void close() {
        if (worker != null) {
            worker.close();
        }
        store.close();
        database.close();
    }

    private Delivery accept(String owner, byte[] audio) {
        SpoolSink sink = store.open(Fixtures.envelope(owner));
        return spool.accept(sink.envelope(), Fixtures.record(sink, audio), new Marks(true, false));
    }

    private Delivery reach(Delivery delivery, DeliveryState state) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5))
                .until(() -> spool.find(delivery.id()).orElseThrow().progress().state() == state);
        return spool.find(delivery.id()).orElseThrow();
    }

    @Test
    void deliversTheWholeItemOnce() throws IOException {
        start();
        byte[] speech = Fixtures.noise(new Random(1), 16_200);

        Delivery delivered = reach(accept("alice", speech), DeliveryState.DELIVERED);

        FakeServer.Stored stored = server.only(delivered.id());
        assertThat(server.copies(delivered.id())).isEqualTo(1);
        assertThat(stored.owner()).hasToString("alice@example.com");
        assertThat(stored.item().kind()).isEqualTo(ItemKind.CALL_ANSWERING);
        assertThat(stored.item().subject()).isEqualTo("Voice Mail from SMITH TONY (2 seconds)");
        assertThat(stored.item().importance()).isEqualTo(Importance.HIGH);
        assertThat(stored.item().duration()).contains(Duration.ofMillis(2025));
        assertThat(stored.item().sender().address()).hasToString("voxpost@example.com");
        assertThat(stored.item().audio().orElseThrow().name())
                .hasToString("SMITH TONY (2 seconds) Voice Mail.mp3");
        assertThat(stored.item().htmlBody()).contains("<div id=\"UM-call-info\" lang=\"en\">",
                "href=\"tel:+14255550123\"");
        assertThat(stored.audio()).startsWith("MP3".getBytes(StandardCharsets.US_ASCII)).endsWith(speech);
        await().untilAsserted(() -> {
            try (var left = Files.list(state.resolve("work"))) {
                assertThat(left).isEmpty();
            }
        });
    }

    @Test
    void asksForWhatMayHaveBeenDeliveredWhereTheDatabaseWasLost() throws IOException {
        start();
        Delivery delivered = reach(accept("alice", new byte[8000]), DeliveryState.DELIVERED);
        SpoolSink left = store.open(Fixtures.envelope("bob"));
        Fixtures.record(left, new byte[8000]);
        DiskPatience.await(left.durable(), "test");
        close();
        try (var files = Files.newDirectoryStream(state, "voxpost.db*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }

        open();
        start();

        reach(delivered, DeliveryState.DELIVERED);
        await().until(() -> server.copies(left.envelope().id()) == 1);
        assertThat(server.copies(delivered.id())).isEqualTo(1);
        assertThat(server.log()).startsWith("create", "find").endsWith("create").filteredOn("create"::equals)
                .hasSize(2);
    }

    @Test
    void closingDeliversWhatIsDueAlsoBehindOneAnotherInAMailbox() {
        start();
        List<Delivery> accepted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            accepted.add(accept("alice", new byte[8000]));
        }

        worker.close();

        assertThat(accepted).allSatisfy(one -> assertThat(spool.find(one.id()).orElseThrow().progress().state())
                .isEqualTo(DeliveryState.DELIVERED));
    }

    @Test
    void closingWaitsForTheAnswerToWhatIsBeingSent() throws InterruptedException {
        var sent = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        server.then((fake, id) -> {
            sent.countDown();
            assertThat(awaited(closing)).isTrue();
            return null;
        });
        start();
        Delivery accepted = accept("alice", new byte[8000]);
        sent.await();

        var closed = Thread.ofVirtual().start(worker::close);
        closing.countDown();
        closed.join();

        assertThat(spool.find(accepted.id()).orElseThrow().progress().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void doesNotSendWhatAPersonSetAsideWhileItWaited() {
        var sent = new CountDownLatch(1);
        var setAside = new CountDownLatch(1);
        server.then((fake, id) -> {
            sent.countDown();
            assertThat(awaited(setAside)).isTrue();
            return null;
        });
        start();
        Delivery first = accept("alice", new byte[8000]);
        Delivery second = accept("alice", new byte[8000]);
        assertThat(awaited(sent)).isTrue();

        spool.bury(second.id(), "not wanted");
        setAside.countDown();
        await().until(() -> worker.depth() == 0);

        assertThat(server.order()).containsExactly(first.id());
        assertThat(spool.find(second.id()).orElseThrow().progress().state()).isEqualTo(DeliveryState.BURIED);
    }

    @Test
    void aLongRecordingIsSentAsItWasSpokenToo() throws IOException {
        start(QUICK, Format.WAV_G711);
        byte[] speech = Fixtures.noise(new Random(2), 1_100_001);
        SpoolSink sink = store.open(Fixtures.envelope("alice"));
        sink.begin(AudioFormat.PCMU_8000);
        for (int at = 0; at < speech.length; at += 400_000) {
            sink.append(ByteBuffer.wrap(speech, at, Math.min(400_000, speech.length - at)));
            store.awaitWritten(); // a sink holds no more than half a megabyte
        }
        Delivery accepted = spool.accept(sink.envelope(), new Recording(sink, AudioFormat.PCMU_8000, speech.length,
                Recording.Ending.HANGUP, Duration.ofMinutes(2), true), Marks.NONE);

        Delivery delivered = reach(accepted, DeliveryState.DELIVERED);

        byte[] audio = server.only(delivered.id()).audio();
        int header = audio.length - speech.length - 1; // and a byte that makes the length even
        assertThat(audio).startsWith("RIFF".getBytes(StandardCharsets.US_ASCII));
        assertThat(header).isBetween(44, 64);
        assertThat(Arrays.equals(audio, header, header + speech.length, speech, 0, speech.length)).isTrue();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void closingLeavesWhatIsToBeTriedLaterToTheNextStart() {
        server.then(FakeServer.unavailable(Duration.ofHours(1)));
        start();
        Delivery accepted = accept("alice", new byte[8000]);
        await().until(() -> server.log().equals(List.of("create")));

        worker.close();
        assertThat(spool.find(accepted.id()).orElseThrow().progress().state()).isEqualTo(DeliveryState.QUEUED);
        start();

        reach(accepted, DeliveryState.DELIVERED);
        assertThat(server.log()).containsExactly("create", "create");
    }

    @Test
    void triesAgainWhenTheServerIsNotThere() {
        server.then(FakeServer.unavailable(Duration.ZERO), FakeServer.unavailable(Duration.ofMillis(60)));
        start();

        Delivery delivered = reach(accept("alice", new byte[8000]), DeliveryState.DELIVERED);

        assertThat(delivered.progress().attempts()).isEqualTo(3);
        assertThat(server.log()).as("nothing was lost: nobody asks").containsExactly("create", "create", "create");
        assertThat(server.copies(delivered.id())).isEqualTo(1);
    }

    @Test
    void findsWhatArrivedThoughTheAnswerWasLost() {
        server.then(FakeServer.answerLost(true));
        start();

        Delivery delivered = reach(accept("alice", new byte[8000]), DeliveryState.DELIVERED);

        assertThat(server.log()).containsExactly("create", "find");
        assertThat(server.copies(delivered.id())).isEqualTo(1);
    }

    @Test
    void createsAgainOnlyAfterTheAbandonedRequestCanNoLongerRun() {
        server.then(FakeServer.answerLost(false));
        start();
        long began = System.nanoTime();

        Delivery delivered = reach(accept("alice", new byte[8000]), DeliveryState.DELIVERED);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(QUICK.abandonedAfter());
        assertThat(server.log()).startsWith("create", "find").endsWith("find", "create");
        assertThat(server.copies(delivered.id())).isEqualTo(1);
    }

    @Test
    void asksAfterAFaultOfItsOwn() {
        server.then(FakeServer.fault());
        start();

        Delivery delivered = reach(accept("alice", new byte[8000]), DeliveryState.DELIVERED);

        assertThat(server.copies(delivered.id())).isEqualTo(1);
    }

    @Test
    void parksMessagesForAFullMailboxAndTriesNowAndThen() {
        server.then(FakeServer.full(), FakeServer.full());
        start();

        Delivery delivered = reach(accept("alice", new byte[8000]), DeliveryState.DELIVERED);

        assertThat(delivered.progress().attempts()).isEqualTo(3);
        assertThat(told).containsExactly("full PARKED", "full PARKED");
    }

    @Test
    void encodesSmallerWhenTheItemIsTooLarge() {
        server.then(FakeServer.tooLarge(), FakeServer.tooLarge());
        start(QUICK, Format.WAV_PCM);

        Delivery delivered = reach(accept("alice", new byte[8000]), DeliveryState.DELIVERED);

        assertThat(server.only(delivered.id()).audio()).startsWith("MP3".getBytes(StandardCharsets.US_ASCII));
        assertThat(server.only(delivered.id()).item().audio().orElseThrow().contentType()).isEqualTo("audio/mp3");
    }

    @Test
    void setsAsideWhatIsTooLargeInEveryForm() {
        server.then(FakeServer.tooLarge(), FakeServer.tooLarge());
        start();

        Delivery buried = reach(accept("alice", new byte[8000]), DeliveryState.BURIED);

        assertThat(buried.progress().reason()).contains("ErrorMessageSizeExceeded").contains("limit 9 bytes");
    }

    @Test
    void setsAsideWhatIsRefusedAndDeliversItWhenAPersonSaysSo() {
        server.then(FakeServer.refused());
        start();
        Delivery buried = reach(accept("alice", new byte[8000]), DeliveryState.BURIED);
        assertThat(buried.progress().reason()).contains("ErrorInvalidProperty");

        spool.retry(buried.id());

        reach(buried, DeliveryState.DELIVERED);
    }

    @Test
    void keepsMessagesQueuedWhileTheAccountIsRejected() {
        server.then(FakeServer.rejected());
        server.then(FakeServer.rejected());
        start();
        Delivery first = accept("alice", new byte[8000]);
        accept("bob", new byte[8000]);
        await().until(() -> worker.breakers().get("main").equals("open"));

        Delivery third = accept("cleo", new byte[8000]);

        assertThat(spool.find(first.id()).orElseThrow().progress().state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(spool.find(third.id()).orElseThrow().progress().attempts()).isZero();
    }

    @Test
    void aMailboxThatIsClosedToTheAccountHoldsUpNoOther() {
        server.then(FakeServer.rejected());
        Delivery closed = accept("alice", new byte[8000]);
        Delivery behind = accept("alice", new byte[8000]);
        start();
        await().until(() -> spool.find(closed.id()).orElseThrow().progress().attempts() == 1);

        reach(accept("bob", new byte[8000]), DeliveryState.DELIVERED);

        assertThat(worker.breakers()).containsEntry("main", "closed");
        assertThat(spool.find(closed.id()).orElseThrow().progress().state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(spool.find(behind.id()).orElseThrow().progress().attempts()).as("it rests with the first").isZero();
    }

    @Test
    void keepsTheOrderOfAMailboxWhileNothingFails() {
        start();
        var expected = new ArrayList<>(List.of());
        for (int i = 0; i < 20; i++) {
            expected.add(accept("alice", new byte[80]).id());
        }

        await().until(() -> worker.depth() == 0);

        assertThat(server.order()).isEqualTo(expected);
    }

    @Test
    void keepsAMessageWhoseAudioCannotBeEncoded() {
        transcoder.broken = true;
        start();
        Delivery accepted = accept("alice", new byte[8000]);
        await().until(() -> spool.find(accepted.id()).orElseThrow().progress().attempts() > 1);

        transcoder.broken = false;

        reach(accepted, DeliveryState.DELIVERED);
    }

    @Test
    void triesAgainWhatTheEncoderHadNoMemoryFor() {
        transcoder.withoutMemory = true;
        start();
        Delivery accepted = accept("alice", new byte[8000]);
        await().until(() -> spool.find(accepted.id()).orElseThrow().progress().attempts() > 1);

        transcoder.withoutMemory = false;

        reach(accepted, DeliveryState.DELIVERED);
        assertThat(server.copies(accepted.id())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksBeforeItSendsAgainWhatItHadNoMemoryFor(boolean executed) {
        server.then(FakeServer.noMemory(executed));
        start();

        Delivery delivered = reach(accept("alice", new byte[8000]), DeliveryState.DELIVERED);

        assertThat(server.copies(delivered.id())).isEqualTo(1);
        assertThat(server.log()).startsWith("create", "find").hasSize(executed ? 2 : server.log().size());
        assertThat(told).contains("unknown QUEUED");
    }

    @Test
    void deliversAMissedCallWithoutAudio() {
        start();

        Delivery delivered = reach(spool.acceptWithoutAudio(Fixtures.envelope("alice").as(ItemKind.MISSED_CALL)),
                DeliveryState.DELIVERED);

        assertThat(server.only(delivered.id()).item().subject()).isEqualTo("Missed Call from SMITH TONY");
        assertThat(server.only(delivered.id()).item().audio()).isEmpty();
    }

    @Test
    void adoptsWhatACrashLeftAndAsksForWhatWasBeingSent() throws IOException {
        SpoolSink whole = store.open(Fixtures.envelope("alice"));
        Fixtures.record(whole, new byte[16000]);
        SpoolSink torn = store.open(Fixtures.envelope("bob"));
        Fixtures.record(torn, new byte[16000]);
        SpoolSink empty = store.open(Fixtures.envelope("carol"));
        DiskPatience.await(torn.durable(), "test");
        cut(store.path(torn.fileName()), 3000);
        Path unborn = java.nio.file.Files.write(store.path("0c8a7ee0-0000-4000-8000-000000000000-1.vxr"), new byte[7]);
        Delivery sending = spool.step(accept("dave", new byte[800]), new DeliveryEvent.Claimed());
        server.count(sending.id());
        close();
        worker = null;
        open();

        start();

        await().until(() -> worker.depth() == 0);
        assertThat(server.only(whole.envelope().id()).item().htmlBody()).doesNotContain("interrupted");
        FakeServer.Stored cutOff = server.only(torn.envelope().id());
        assertThat(cutOff.item().htmlBody()).contains("The end of this message is missing");
        assertThat(cutOff.item().duration()).contains(Duration.ofSeconds(1));
        assertThat(server.copies(empty.envelope().id())).isZero();
        assertThat(server.copies(sending.id())).as("was there already").isEqualTo(1);
        assertThat(store.files()).hasSize(3);
        assertThat(unborn).as("its header was never whole").doesNotExist();
    }

    /** Takes the last bytes of a file away, as a power cut would. */
    private static void cut(Path file, int bytes) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }

    @Test
    void neverLosesNorDoublesInAStormOfFaults() {
        var random = new Random(20261124);
        var ids = new ArrayList<Delivery>();
        for (int i = 0; i < 400; i++) {
            server.then(switch (random.nextInt(9)) {
                case 0 -> FakeServer.unavailable(Duration.ofMillis(random.nextInt(20)));
                case 1 -> FakeServer.answerLost(true);
                case 2 -> FakeServer.answerLost(false);
                case 3 -> FakeServer.fault();
                case 4 -> FakeServer.full();
                case 5 -> FakeServer.noMemory(random.nextBoolean());
                default -> (s, id) -> null;
            });
        }
        start();
        for (int i = 0; i < 150; i++) {
            ids.add(accept("owner" + i % 10, new byte[80]));
        }

        await().atMost(Duration.ofSeconds(50)).until(() -> worker.depth() == 0);

        assertThat(ids).allSatisfy(d -> assertThat(server.copies(d.id())).isEqualTo(1));
    }
}
