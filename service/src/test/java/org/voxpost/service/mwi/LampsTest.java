package org.voxpost.service.mwi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.MwiConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.spool.Database;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi.Subscription;
import org.voxpost.sip.PeerState;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

@Timeout(60)
class LampsTest {
    private static final SmtpAddress ALICE = new SmtpAddress("alice@example.com");
    private static final SmtpAddress BOB = new SmtpAddress("bob@example.com");
    private static final SipPeer PBX = new SipPeer("pbx", List.of("127.0.0.1"), false, Set.of("8000"),
            SipPeer.Pick.ORIGINAL, SipPeer.DEFAULT_ORDER, List.of());

    @TempDir
    Path state;
    private Database database;
    private final FakeSip sip = new FakeSip();
    private final CountedMailboxes exchange = new CountedMailboxes(Capability.WATCH);
    private final List<Lamps> started = new ArrayList<>();

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @BeforeEach
    void open() {
        database = Database.open(state);
    }

    @AfterEach
    void close() {
        started.forEach(Lamps::close);
        database.close();
    }

    @Test
    void aLampGoesOnWhenAMessageArrivesAndOffWhenItHasBeenRead() {
        start(exchange, alice(), bob());
        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("0/0"));
        assertThat(exchange.watched).containsExactlyInAnyOrder(ALICE, BOB);

        exchange.hold(ALICE, 1, 0);
        exchange.watcher.accept(new MailboxChanged(ALICE));
        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("1/0"));

        exchange.hold(ALICE, 0, 1);
        exchange.watcher.accept(new MailboxChanged(ALICE));
        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("0/1"));
        assertThat(sip.lamps.get("2001").summary().waiting()).isFalse();
        assertThat(sip.lamp("2002")).isEqualTo("0/0");
    }

    @Test
    void everyLampIsSetAfterAStartLitOrNot() {
        exchange.hold(ALICE, 2, 3);
        start(exchange, alice(), bob());

        await().untilAsserted(() -> assertThat(sip.lamps).containsOnlyKeys("2001", "2002"));
        assertThat(sip.lamp("2001")).isEqualTo("2/3");
        assertThat(sip.lamps.get("2001").target().encode()).isEqualTo("sip:2001@192.0.2.10:5070;transport=tcp");
        assertThat(sip.lamps.get("2001").summary().account()).isEqualTo("sip:2001@192.0.2.10:5070");
        assertThat(sip.lamps.get("2001").from().uri().user()).isEqualTo("8000");
    }

    @Test
    void lampsShowWhatWasKnownBeforeWhileExchangeIsAway() {
        exchange.hold(ALICE, 1, 0);
        Lamps before = start(exchange, alice());
        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("1/0"));
        before.close();
        sip.lamps.clear();
        exchange.away = true;

        start(exchange, alice());

        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("1/0"));
    }

    @Test
    void aLampIsSetAfterARestartThoughNothingHasChangedSinceItWasCounted() {
        exchange.hold(ALICE, 1, 0);
        Lamps before = start(exchange, alice());
        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("1/0"));
        before.close();
        sip.lamps.clear();

        start(exchange, alice());

        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("1/0"));
    }

    @Test
    void mailboxesNobodyCanWatchArePolled() {
        var plain = new CountedMailboxes();
        start(plain, alice());
        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("0/0"));

        plain.hold(ALICE, 1, 0);

        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("1/0"));
    }

    @Test
    void aPeerThatComesBackIsToldEverythingAgain() {
        start(exchange, alice(), bob());
        await().untilAsserted(() -> assertThat(sip.lamps).hasSize(2));
        sip.lamps.clear();

        sip.peers.orElseThrow().changed(PBX, PeerState.DOWN);
        sip.peers.orElseThrow().changed(PBX, PeerState.UP);

        await().untilAsserted(() -> assertThat(sip.lamps).hasSize(2));
    }

    @Test
    void manyLampsArePacedAndEachToldOnceAndCountsAreFewAtOnce() {
        Subscriber[] many = IntStream.range(0, 200).mapToObj(i -> subscriber("m" + i, "3" + (100 + i)))
                .toArray(Subscriber[]::new);
        long begun = System.nanoTime();

        start(exchange, 100, many);

        await().atMost(Duration.ofSeconds(50)).untilAsserted(() -> assertThat(sip.lamps).hasSize(200));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("no load makes it shorter")
                .isGreaterThan(Duration.ofMillis(1800));
        assertThat(exchange.mostAtOnce.get()).isLessThanOrEqualTo(4);
        assertThat(sip.notices).hasSize(200);
    }

    @Test
    void aTelephoneSubscribesToItsOwnMailboxOnly() {
        exchange.hold(ALICE, 1, 0);
        start(exchange, alice(), bob());
        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("1/0"));
        var handler = sip.handler.orElseThrow();

        assertThat(handler.authorize(new Phone("2001", "2001", PBX))).isEqualTo(SipStatus.OK);
        assertThat(handler.authorize(new Phone("8000", "2001", PBX))).isEqualTo(SipStatus.OK);
        assertThat(handler.authorize(new Phone("2001", "gateway", PBX))).isEqualTo(SipStatus.OK);
        assertThat(handler.authorize(new Phone("2001", "2002", PBX))).isEqualTo(SipStatus.FORBIDDEN);
        assertThat(handler.authorize(new Phone("2099", "2099", PBX))).isEqualTo(SipStatus.NOT_FOUND);
        assertThat(handler.authorize(new Phone("2001", "2001", other()))).isEqualTo(SipStatus.FORBIDDEN);
    }

    @Test
    void aSubscriberIsToldTheStateAtOnceAndEveryChange() {
        exchange.hold(ALICE, 1, 0);
        Lamps lamps = start(exchange, alice());
        await().untilAsserted(() -> assertThat(sip.lamp("2001")).isEqualTo("1/0"));
        var handler = sip.handler.orElseThrow();
        var phone = new Phone("8000", "2001", PBX);

        assertThat(handler.current(phone).voice().unread()).isEqualTo(1);
        assertThat(lamps.subscribed()).isEqualTo(1);
        exchange.hold(ALICE, 0, 1);
        exchange.watcher.accept(new MailboxChanged(ALICE));

        await().untilAsserted(() -> assertThat(phone.told).singleElement()
                .returns(false, MessageSummary::waiting).returns("sip:8000@voxpost", MessageSummary::account));
        handler.ended(phone);
        assertThat(lamps.subscribed()).isZero();
    }

    private Lamps start(CountedMailboxes server, Subscriber... owners) {
        return start(server, 1000, owners);
    }

    private Lamps start(CountedMailboxes server, int pace, Subscriber... owners) {
        var site = new SiteConfig("main", "US", "", 2, 6, List.of(), "");
        var table = new SubscriberTable(List.of(owners), List.of(new DialPlan(site)));
        var peer = new LampPeer("pbx", "main", Optional.of(SipUri.parse("sip:192.0.2.10:5070;transport=tcp")),
                SipAddress.parse("sip:8000@192.0.2.50"), true);
        var config = new MwiConfig(pace, Duration.ofHours(1), Duration.ofMillis(200), Duration.ofHours(24));
        Lamps lamps = Lamps.start(table, Map.of("main", new LampServer(server, 4)), List.of(peer), sip, database,
                config, InstantSource.system());
        started.add(lamps);
        return lamps;
    }

    private static SipPeer other() {
        return new SipPeer("other", List.of("127.0.0.2"), false, Set.of(), SipPeer.Pick.ORIGINAL,
                SipPeer.DEFAULT_ORDER, List.of());
    }

    private static Subscriber alice() {
        return subscriber("alice", "2001");
    }

    private static Subscriber bob() {
        return subscriber("bob", "2002");
    }

    private static Subscriber subscriber(String name, String extension) {
        return new Subscriber(name, new SmtpAddress(name + "@example.com"), name,
                List.of(extension, "+1425555" + extension), "main", "main", Optional.empty(), true, Locale.US);
    }

    /** A telephone that subscribes. */
    private static final class Phone implements Subscription {
        private final String wanted;
        private final String self;
        private final SipPeer through;
        private final List<MessageSummary> told = new java.util.concurrent.CopyOnWriteArrayList<>();

        Phone(String wanted, String self, SipPeer through) {
            this.wanted = wanted;
            this.self = self;
            this.through = through;
        }

        @Override
        public String id() {
            return self + wanted;
        }

        @Override
        public SipUri mailbox() {
            return SipUri.of(wanted, "voxpost", 0);
        }

        @Override
        public SipAddress subscriber() {
            return new SipAddress("", SipUri.of(self, "pbx", 0));
        }

        @Override
        public SipPeer peer() {
            return through;
        }

        @Override
        public void update(MessageSummary summary) {
            told.add(summary);
        }
    }
}
