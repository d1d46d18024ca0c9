package org.voxpost.service.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Recording;
import org.voxpost.service.config.ByteSize;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.config.RoutingConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.config.StateConfig;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.AddressBookFixture;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.routing.PersonStates;
import org.voxpost.service.routing.RoutingPolicy;
import org.voxpost.service.spool.CallRecords;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.spool.Marks;
import org.voxpost.service.spool.RecordingStore;
import org.voxpost.service.spool.Spool;
import org.voxpost.service.spool.SpoolDesk;
import org.voxpost.service.spool.SpoolSink;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;

/** A server of the API with what it tells about: three people in the book, a subscriber, calls and messages to be put in. */
final class ApiSite implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    static final int PER_SECOND = 50;
    private static final List<DialPlan> PLANS = List.of(
            new DialPlan(new SiteConfig("main", "US", "425", 4, 4, List.of("9"), "+1425555")));

    final Path directory;
    final Database database;
    final ApiKeys keys;
    final CallRecords records;
    final Spool spool;
    final HttpApi api;
    private final Vertx vertx = Vertx.vertx();
    private final RecordingStore store;
    private final Audit audit;
    private final Health health;
    private Future<Void> open = Future.succeededFuture();

    private ApiSite(Path state) {
        directory = state;
        database = Database.open(directory);
        keys = new ApiKeys(database, InstantSource.fixed(NOON));
        audit = Audit.start(database, HttpConfig.Audit.USUAL, directory, InstantSource.fixed(NOON));
        records = new CallRecords(database);
        store = RecordingStore
                .open(new StateConfig(directory, Duration.ofHours(24), Duration.ofDays(400), new ByteSize(0),
                        new ByteSize(0), Duration.ofMillis(200), Optional.empty(), Optional.empty()), Optional.empty());
        spool = new Spool(database, store, InstantSource.fixed(NOON));
        var alice = new Subscriber("alice", new SmtpAddress("alice@example.com"), "Alice Lee", List.of("2001"),
                "main", "main", Optional.empty(), true, Locale.US);
        var people = new AddressBook(PLANS,
                List.of(AddressBookFixture.source(new CountDownLatch(0),
                        AddressBookFixture.person("Carol Reed", "carol", "+1 (425) 555-0177"),
                        AddressBookFixture.person("Dan", "dan", "+14255550190"),
                        AddressBookFixture.person("Eve", "eve", "+14255550190"))),
                directory.resolve("book"), InstantSource.fixed(NOON));
        people.refresh();
        var engine = new LookupEngine(new SubscriberTable(List.of(alice), PLANS), people, Set.of("8000"),
                new RoutingPolicy(RoutingConfig.NONE), PersonStates.NONE, InstantSource.fixed(NOON));
        var answers = new Api(vertx, keys,
                new HttpConfig("127.0.0.1", 0, PER_SECOND, HttpConfig.Audit.USUAL, Optional.empty(), Optional.empty()),
                audit,
                new Api.Answers(engine, people, records, new SpoolDesk(spool)), InstantSource.fixed(NOON));
        health = new Health(List.of(), Duration.ofSeconds(1));
        api = HttpApi.start(vertx, HttpConfig.at("127.0.0.1", 0), health, () -> "",
                router -> open = answers.mount(router));
    }

    /** Ready to answer. */
    static ApiSite start(Path state) {
        var site = new ApiSite(state);
        site.open.await();
        return site;
    }

    Delivery voiceMessage(String mailbox) {
        SpoolSink sink = store.open(envelope(mailbox));
        sink.begin(AudioFormat.PCMU_8000);
        sink.append(ByteBuffer.wrap(new byte[8000]));
        sink.end();
        return spool.accept(sink.envelope(),
                new Recording(sink, AudioFormat.PCMU_8000, 8000, Recording.Ending.KEY, Duration.ofSeconds(1), true),
                Marks.NONE);
    }

    static Envelope envelope(String mailbox) {
        var carol = new Caller.Person("Carol Reed", new SmtpAddress("carol@example.com"));
        return new Envelope(DeliveryId.random(), mailbox, new SmtpAddress(mailbox), "main", ItemKind.MISSED_CALL,
                new Caller("+14255550177", "", Optional.of(carol)), "id@pbx", "pbx", NOON, Locale.US);
    }

    @Override
    public void close() {
        api.close();
        health.close();
        audit.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
        database.close();
    }
}
