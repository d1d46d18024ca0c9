package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Recording;
import org.voxpost.media.codec.G711;

@Timeout(60)
class SpoolTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    Path state;
    private Database database;
    private RecordingStore store;
    private Spool spool;

    @BeforeEach
    void open() {
        database = Database.open(state);
        store = RecordingStore.open(Fixtures.state(state), Optional.empty());
        spool = new Spool(database, store, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void keepsWhatWasAcceptedAcrossARestart() throws IOException {
        byte[] speech = Fixtures.noise(new Random(1), 50_000);
        SpoolSink sink = store.open(Fixtures.envelope("alice"));
        Recording recording = Fixtures.record(sink, speech);

        Delivery accepted = spool.accept(sink.envelope(), recording, new Marks(true, false));
        close();
        open();

        Delivery found = spool.find(accepted.id()).orElseThrow();
        assertThat(found).isEqualTo(accepted);
        assertThat(found.envelope()).isEqualTo(sink.envelope());
        assertThat(found.progress()).isEqualTo(Progress.NEW);
        assertThat(found.marks().urgent()).isTrue();
        assertThat(store.audio(found.audio().orElseThrow().file()).readAllBytes()).isEqualTo(speech);
    }

    @Test
    void tellsSinceWhenTheOldestMessageWaits() {
        assertThat(spool.oldestWaiting()).isEmpty();
        SpoolSink sink = store.open(Fixtures.envelope("alice"));

        Delivery accepted = spool.accept(sink.envelope(), Fixtures.record(sink, new byte[8000]), Marks.NONE);

        assertThat(spool.oldestWaiting()).contains(NOW);
        spool.bury(accepted.id(), "set aside");
        assertThat(spool.oldestWaiting()).isEmpty();
    }

    @Test
    void readsBackARecordingInProgress() throws IOException {
        SpoolSink sink = store.open(Fixtures.envelope("alice"));
        sink.begin(AudioFormat.PCMU_8000);
        sink.append(ByteBuffer.wrap(new byte[]{1, 2, 3}));

        try (var in = sink.open()) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThat(store.inProgress()).isEqualTo(1);
    }

    @Test
    void keepsOneTakeOfAMessage() throws IOException {
        Envelope envelope = Fixtures.envelope("alice");
        SpoolSink first = store.open(envelope);
        Fixtures.record(first, new byte[8000]);
        SpoolSink second = store.open(envelope);
        Recording better = Fixtures.record(second, new byte[16000]);

        spool.accept(envelope, better, Marks.NONE);

        assertThat(store.files()).containsExactly(envelope.id() + "-2.vxr");
    }

    @Test
    void takesWhatCouldNotBeAcceptedAsSoonAsTheDatabaseWorksAgain() throws IOException {
        byte[] speech = Fixtures.noise(new Random(2), 20_000);
        SpoolSink sink = store.open(Fixtures.envelope("alice"));
        Recording recording = Fixtures.record(sink, speech);
        database.write(handle -> handle.execute("alter table delivery rename to gone"));
        assertThatThrownBy(() -> spool.accept(sink.envelope(), recording, Marks.NONE))
                .isInstanceOf(StorageException.class);
        spool.adoptUnaccepted();

        database.write(handle -> handle.execute("alter table gone rename to delivery"));
        spool.adoptUnaccepted();

        Delivery adopted = spool.find(sink.envelope().id()).orElseThrow();
        assertThat(adopted.audio().orElseThrow().cutOff()).isFalse();
        assertThat(store.audio(adopted.audio().orElseThrow().file()).readAllBytes()).isEqualTo(speech);
    }

    @Test
    void deliversWhatWasWrittenThoughThatWasSaidToHaveFailed() {
        var begun = new ArrayList<Delivery>();
        spool.whenAccepted(begun::add);
        SpoolSink sink = store.open(Fixtures.envelope("alice"));
        Recording recording = Fixtures.record(sink, new byte[8000]);
        database.write(handle -> handle.execute("alter table delivery rename to gone"));
        assertThatThrownBy(() -> spool.accept(sink.envelope(), recording, Marks.NONE))
                .isInstanceOf(StorageException.class);
        database.write(handle -> handle.execute("alter table gone rename to delivery"));
        Delivery written = new Spool(database, store, InstantSource.fixed(NOW))
                .accept(sink.envelope(), recording, Marks.NONE); // as if the commit had been durable all the same

        spool.adoptUnaccepted();

        assertThat(begun).containsExactly(written);
    }

    @Test
    void aRecordingThatWasLeftBehindIsBroughtToTheUsualLevelToo() throws IOException {
        byte[] quiet = new byte[40_000];
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = G711.toMu(i / 4000 % 2 == 1 ? 0 : i % 2 == 0 ? 1036 : -1036); // speech of -30 dBov, and pauses
        }
        SpoolSink left = store.open(Fixtures.envelope("alice"));
        Fixtures.record(left, quiet);
        DiskPatience.await(left.durable(), "test");

        new Adoption(spool).run();

        assertThat(spool.find(left.envelope().id()).orElseThrow().audio().orElseThrow().gainDb())
                .isCloseTo(7, within(0.2));
    }

    @Test
    void writesGoOnAfterOneThatHadNoMemory() {
        assertThatThrownBy(() -> database.write(handle -> {
            throw new OutOfMemoryError("for a test");
        })).isInstanceOf(StorageException.class).hasMessageContaining("for a test");

        Delivery accepted = spool.acceptWithoutAudio(Fixtures.envelope("alice"));
        assertThat(spool.find(accepted.id())).contains(accepted);
    }

    @Test
    void aMailboxIsKnownToBeFullWhileAMessageWaitsForRoom() {
        Delivery accepted = spool.acceptWithoutAudio(Fixtures.envelope("alice"));
        assertThat(spool.isFull(accepted.envelope().mailboxId())).isFalse();

        spool.step(accepted, new DeliveryEvent.Claimed());
        Delivery parked = spool.step(accepted, new DeliveryEvent.Full("ErrorQuotaExceeded"));
        assertThat(spool.isFull(accepted.envelope().mailboxId())).isTrue();

        spool.step(parked, new DeliveryEvent.Claimed());
        spool.step(parked, new DeliveryEvent.Stored(new org.voxpost.mailbox.ItemId("ews", "1")));
        assertThat(spool.isFull(accepted.envelope().mailboxId())).isFalse();
    }

    @Test
    void acceptsAnIdOnce() {
        Envelope envelope = Fixtures.envelope("alice");

        Delivery one = spool.acceptWithoutAudio(envelope);
        Delivery again = spool.acceptWithoutAudio(envelope);

        assertThat(again).isEqualTo(one);
    }

    @Test
    void deletesWhatIsDiscarded() throws IOException {
        SpoolSink sink = store.open(Fixtures.envelope("alice"));
        Fixtures.record(sink, new byte[800]);

        sink.discard();

        DiskPatience.await(sink.durable(), "test");
        assertThat(store.files()).isEmpty();
        assertThat(store.inProgress()).isZero();
    }

    @Test
    void keepsStateFromOtherUsers() throws IOException {
        store.open(Fixtures.envelope("alice"));

        assertThat(mode(state)).isEqualTo("rwx------");
        assertThat(mode(state.resolve("audio"))).isEqualTo("rwx------");
        assertThat(mode(state.resolve("voxpost.db"))).isEqualTo("rw-------");
        try (var files = Files.list(state.resolve("audio"))) {
            assertThat(mode(files.findFirst().orElseThrow())).isEqualTo("rw-------");
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void refusesAStepThatCannotHappen() {
        Delivery accepted = spool.acceptWithoutAudio(Fixtures.envelope("alice"));

        assertThatThrownBy(() -> spool.step(accepted, new DeliveryEvent.Refused("no")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("QUEUED");
        assertThat(spool.find(accepted.id()).orElseThrow().progress()).isEqualTo(Progress.NEW);
    }
}
