package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.ItemId;
import org.voxpost.service.alert.Alert;
import org.voxpost.service.alert.AlertRoad;
import org.voxpost.service.alert.Alerts;
import org.voxpost.service.config.AlertConfig;
import org.voxpost.service.config.ByteSize;
import org.voxpost.service.config.LimitsConfig;

/** Retention, limits and alerts: what happens to messages as time passes. */
class RetentionTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final LimitsConfig LIMITS = new LimitsConfig(3, new ByteSize(0), 0, new ByteSize(0), 5,
            new ByteSize(30_000), 2, new ByteSize(0), 20);

    @TempDir
    Path state;
    private Instant now = START;
    private Database database;
    private RecordingStore store;
    private Spool spool;

    @BeforeEach
    void open() {
        database = Database.open(state);
        store = RecordingStore.open(Fixtures.state(state), Optional.empty());
        InstantSource clock = () -> now;
        spool = new Spool(database, store, clock);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private Delivery accept(String owner, int bytes) {
        SpoolSink sink = store.open(Fixtures.envelope(owner));
        return spool.accept(sink.envelope(), Fixtures.record(sink, new byte[bytes]), Marks.NONE);
    }

    private void deliver(Delivery delivery) {
        spool.step(spool.step(delivery, new DeliveryEvent.Claimed()),
                new DeliveryEvent.Stored(new ItemId("fake", "1")));
    }

    private void refuse(Delivery delivery) {
        spool.step(spool.step(delivery, new DeliveryEvent.Claimed()), new DeliveryEvent.Refused("no"));
    }

    @Test
    void deletesAudioADayAfterDeliveryAndTheRowLater() throws IOException {
        Delivery delivered = accept("alice", 8000);
        Delivery waiting = accept("bob", 8000);
        deliver(delivered);
        var retention = new Retention(database, store, Fixtures.state(state), LIMITS);

        assertThat(retention.sweep(START.plus(Duration.ofHours(23)))).isZero();
        assertThat(retention.sweep(START.plus(Duration.ofHours(25)))).isEqualTo(1);
        assertThat(store.files()).containsExactly(waiting.audio().orElseThrow().file());
        assertThat(spool.find(delivered.id())).isPresent();

        retention.sweep(START.plus(Duration.ofDays(401)));
        assertThat(spool.find(delivered.id())).isEmpty();
        assertThat(spool.find(waiting.id())).as("not delivered: never forgotten").isPresent();
        assertThat(store.files()).hasSize(1);
    }

    @Test
    void deletesCallRecordsAfterFourHundredDaysAndNoSooner() throws IOException {
        var records = new CallRecords(database);
        records.keep(call("old", START)).join();
        records.keep(call("new", START.plus(Duration.ofDays(2)))).join();
        var retention = new Retention(database, store, Fixtures.state(state), LIMITS);

        retention.sweep(START.plus(Duration.ofDays(399)));
        assertThat(callIds(records)).containsExactlyInAnyOrder("old", "new");

        retention.sweep(START.plus(Duration.ofDays(401)));
        assertThat(callIds(records)).containsExactly("new");
    }

    private static CallRecord call(String id, Instant started) {
        return new CallRecord(id, started, Duration.ZERO, "missed-call", "pbx", "", "2000", "bob", "busy", "missed", "",
                Duration.ZERO, "", 0, 0, 0, 0);
    }

    private static List<String> callIds(CallRecords records) {
        var ids = new ArrayList<String>();
        records.each(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), call -> ids.add(call.callId()));
        return ids;
    }

    @Test
    void aFileThatCannotBeDeletedKeepsItsRowUntilItCan() throws IOException {
        Delivery delivered = accept("alice", 8000);
        deliver(delivered);
        Path stubborn = store.path(delivered.audio().orElseThrow().file());
        Files.delete(stubborn);
        Files.createDirectories(stubborn.resolve("in-the-way")); // a directory that is not empty is not deleted
        var retention = new Retention(database, store, Fixtures.state(state), LIMITS);

        assertThat(retention.sweep(START.plus(Duration.ofDays(401)))).isZero();
        assertThat(spool.owns(delivered.audio().orElseThrow().file())).isTrue();

        Files.delete(stubborn.resolve("in-the-way"));
        assertThat(retention.sweep(START.plus(Duration.ofDays(401)))).isEqualTo(1);
        assertThat(stubborn).doesNotExist();
        assertThat(spool.find(delivered.id())).isEmpty();
    }

    @Test
    void aRefusedMessageBeyondTheQuotaKeepsItsRowWhileItsFileIsThere() throws IOException {
        Delivery oldest = accept("owner", 800);
        refuse(oldest);
        for (int i = 0; i < 2; i++) {
            refuse(accept("owner" + i, 800));
        }
        Path stubborn = store.path(oldest.audio().orElseThrow().file());
        Files.delete(stubborn);
        Files.createDirectories(stubborn.resolve("in-the-way"));

        new Retention(database, store, Fixtures.state(state), LIMITS).sweep(START);

        assertThat(spool.find(oldest.id())).as("without a row the next start would deliver it").isPresent();
    }

    @Test
    void whatIsDeletedIsOverwrittenInTheDatabase() throws IOException {
        Delivery delivered = accept("alice", 800);
        deliver(delivered);
        var records = new CallRecords(database);
        records.keep(new CallRecord("call-1", START, Duration.ofSeconds(9), "answering", "pbx", "+14255550199", "2001",
                "alice", "no-answer", "recorded", delivered.id().toString(), Duration.ofSeconds(5), "PCMU", 0, 0, 0,
                0)).join();
        close();
        open();
        assertThat(bytesOfTheDatabase()).as("the test would see it").contains("+14255550199", "SMITH TONY", "call-1");

        new Retention(database, store, Fixtures.state(state), LIMITS).sweep(START.plus(Duration.ofDays(401)));
        close();

        assertThat(bytesOfTheDatabase()).doesNotContain("+14255550199", "SMITH TONY", "call-1",
                delivered.id().toString());
        open();
    }

    private String bytesOfTheDatabase() throws IOException {
        return Files.readString(state.resolve("voxpost.db"), StandardCharsets.ISO_8859_1);
    }

    @Test
    void keepsTheNewestBuriedMessagesWithinTheirQuota() throws IOException {
        List<Delivery> buried = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            buried.add(accept("owner" + i, 800));
            refuse(buried.get(i));
        }

        new Retention(database, store, Fixtures.state(state), LIMITS).sweep(START);

        assertThat(spool.find(buried.get(0).id())).isEmpty();
        assertThat(spool.find(buried.get(1).id())).isEmpty();
        assertThat(spool.find(buried.get(3).id())).isPresent();
        assertThat(store.files()).hasSize(2);
    }

    @Test
    void limitsWhatACallerAndAMailboxGetInAnHour() {
        var limits = new DepositLimits(database, LIMITS);
        assertThat(limits.refusal(Fixtures.envelope("alice"), START)).isEmpty();

        accept("alice", 8000);
        accept("bob", 8000);
        accept("carol", 8000);

        assertThat(limits.refusal(Fixtures.envelope("dave"), START)).contains("caller");
        assertThat(limits.refusal(Fixtures.envelope("dave"), START.plusSeconds(3601))).isEmpty();
    }

    @Test
    void limitsTheBytesOfAMailbox() {
        accept("alice", 30_000);

        assertThat(new DepositLimits(database, LIMITS).refusal(Fixtures.envelope("alice"), START))
                .contains("mailbox");
    }

    @Test
    void tellsOfWhatWaitsTooLongAndNotAgainAtOnce() {
        List<Alert> told = new ArrayList<>();
        var watch = watch(told);
        accept("alice", 800);

        watch.check(START.plus(Duration.ofMinutes(14)));
        assertThat(told).isEmpty();
        watch.check(START.plus(Duration.ofMinutes(15)));
        watch.check(START.plus(Duration.ofMinutes(16)));

        assertThat(told).singleElement().returns("messages-waiting", Alert::kind);
        assertThat(told.getFirst().text()).contains("1 messages wait").doesNotContain("SMITH", "+1425");
        watch.check(START.plus(Duration.ofHours(5)));
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsTheOwnerOfAFullMailbox() {
        List<Alert> told = new ArrayList<>();
        Delivery delivery = accept("alice", 800);
        spool.step(spool.step(delivery, new DeliveryEvent.Claimed()), new DeliveryEvent.Full("ErrorQuotaExceeded"));

        watch(told).check(START);

        assertThat(told).singleElement().returns("mailbox-full", Alert::kind)
                .matches(a -> a.owner().orElseThrow().value().equals("alice@example.com"))
                .matches(a -> a.text().contains("ErrorQuotaExceeded"));
    }

    private WaitingWatch watch(List<Alert> told) {
        var road = new AlertRoad() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void tell(Alert alert) {
                told.add(alert);
            }
        };
        return new WaitingWatch(spool, new Alerts(List.of(road)),
                new AlertConfig(Duration.ofMinutes(15), Duration.ofHours(4), Optional.empty(), Optional.empty()));
    }
}
