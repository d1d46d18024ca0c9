package org.voxpost.service.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.Transcoder;
import org.voxpost.service.config.PeerConfig.Transfer.By;
import org.voxpost.service.config.RecordingConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.dialling.DialLimits;
import org.voxpost.service.dialling.DiallingDesk;
import org.voxpost.service.dialling.DiallingGate;
import org.voxpost.service.metrics.ServiceMetrics;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.CallRouting;
import org.voxpost.service.spool.CallRecord;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.service.trace.TraceLog;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.CallFacts.DivertReason;
import org.voxpost.sip.CallFacts.Source;
import org.voxpost.sip.CallFacts.Trust;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** A service that answers calls of a scripted caller: what it has, and what became of each call. */
abstract class AnsweredCalls {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    static final String GREETING = "greeting-nobody digit-2 digit-0 digit-0 digit-1 greeting-leave";
    static final String SENT = "message-sent goodbye";
    static final SipPeer PBX = new SipPeer("pbx", List.of("127.0.0.1"), true, Set.of("8000"),
            SipPeer.Pick.ORIGINAL, SipPeer.DEFAULT_ORDER, List.of());

    final ScriptedConversation caller = new ScriptedConversation();
    final FakeIntake intake = new FakeIntake();
    final List<CallRecord> records = new ArrayList<>();
    final List<DiallingDesk.Entry> audited = new ArrayList<>();
    final List<OutgoingRequest> placed = new ArrayList<>();
    Optional<String> operator = Optional.empty();
    Optional<String> fax = Optional.empty();
    SipStatus secondCall = SipStatus.OK;
    By by = By.REFER_OR_BRIDGE;
    boolean earlyMedia;
    final FakePorts ports = new FakePorts();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    Path directory;
    TraceLog trace;

    @BeforeEach
    void openTrace() throws IOException {
        trace = TraceLog.open(directory);
    }

    @AfterEach
    void closeTrace() {
        trace.close();
        assertThat(ports.openSessions()).as("ports given back").isZero();
    }

    void take(FakeCall call) {
        new CallAnswering(parts()).take(call);
    }

    FlowParts parts() {
        var table = new SubscriberTable(List.of(subscriber("alice", "2001", true), subscriber("bob", "2002", false)),
                List.of(new DialPlan(new SiteConfig("main", "US", "", 2, 6, List.of(), ""))));
        return new FlowParts(table, new CallRouting(table, Map.of()), nobody(), Duration.ofSeconds(1), ports,
                peer -> MediaPeer.PLAIN, media -> caller,
                new NoTranscoder(), intake, new RecordingConfig(Duration.ofMinutes(20), Duration.ofSeconds(5),
                        Duration.ofSeconds(1), "#", true, Transcoder.Format.MP3),
                new ServiceMetrics(registry), trace, records::add, transfers(), InstantSource.fixed(NOON));
    }

    Transfers transfers() {
        var gate = new DiallingGate(new SiteConfig("main", "US", "", 2, 6, List.of(), "").toDiallingPlan());
        var desk = new DiallingDesk(Map.of("main", gate), new DialLimits(2, Duration.ofHours(1)), audited::add,
                InstantSource.fixed(NOON));
        var road = new Transfers.Road(SipUri.parse("sip:192.0.2.10;transport=tcp"), by, Duration.ofSeconds(30),
                earlyMedia,
                address("8000"), Optional.empty(), fax.map(number -> new Transfers.Wanted(number,
                        new DiallingDesk.Payer("peer pbx", "main", Set.of("inside")))));
        return new Transfers(Map.of("pbx", road), owner -> operator.map(number -> new Transfers.Wanted(number,
                new DiallingDesk.Payer(owner.id(), "main", Set.of("inside")))), desk, request -> {
                    placed.add(request);
                    return new FakeOutgoing(secondCall);
                }, ports, peer -> MediaPeer.PLAIN);
    }

    AddressBook nobody() {
        return new AddressBook(List.of(new DialPlan(new SiteConfig("main", "US", "", 2, 6, List.of(), ""))), List.of(),
                directory.resolve("address-book"), InstantSource.fixed(NOON));
    }

    double outcomes(String outcome) {
        return registry.get("voxpost.calls").tag("outcome", outcome).counter().count();
    }

    static Subscriber subscriber(String name, String extension, boolean missedCalls) {
        return new Subscriber(name, new SmtpAddress(name + "@example.com"), name, List.of(extension), "main", "main",
                Optional.empty(), missedCalls, Locale.US);
    }

    static FakeCall divertedFrom(String extension) {
        return call(List.of(extension), Optional.of("offer"));
    }

    static FakeCall call(List<String> candidates, Optional<String> offer) {
        var caller = new CallFacts.Caller(address("+14255550177"), false, Trust.ASSERTED);
        return new FakeCall(new CallFacts(caller, candidates.stream().map(AnsweredCalls::address).toList(),
                DivertReason.NO_ANSWER, Source.DIVERSION, SipUri.of("8000", "127.0.0.1", 5060)), PBX, offer);
    }

    static SipAddress address(String user) {
        return new SipAddress("", SipUri.of(user, "127.0.0.1", 0));
    }

    /** These subscribers have no greeting of their own. */
    private static final class NoTranscoder implements Transcoder {
        @Override
        public Duration encode(Path source, long offset, AudioFormat sourceFormat, double gainDb, Format format,
                Path target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] decodeGreeting(Path source, Duration longest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
