package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.RoutingConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipUri;

class RedirectsTest {
    private static final List<DialPlan> PLANS = List.of(
            new DialPlan(new SiteConfig("main", "US", "425", 4, 4, List.of("9"), "+1425555")));
    private static final SipPeer PBX = new SipPeer("pbx", List.of("192.0.2.10"), false, Set.of("8000"),
            SipPeer.Pick.ORIGINAL, List.of(CallFacts.Source.DIVERSION, CallFacts.Source.TO), List.of());

    @TempDir
    Path directory;
    private final List<String> seen = new ArrayList<>();
    private Redirects redirects;

    @BeforeEach
    void build() {
        var table = new SubscriberTable(List.of(subscriber("alice", "2001"), subscriber("bob", "2002")), PLANS);
        var people = new AddressBook(PLANS, List.of(), directory.resolve("book"), InstantSource.system());
        var routing = new RoutingConfig(Duration.ofSeconds(20), Duration.ofSeconds(60),
                List.of(new RoutingConfig.Telephones("", "sip:{number}@192.0.2.10", "")),
                Optional.of(new RoutingConfig.Target("sip:8000@192.0.2.50;transport=tcp", "")),
                RoutingConfig.WhenAway.RING, RoutingConfig.WhenAway.RING, Duration.ofMinutes(30), List.of(),
                List.of(rule("2002", Treatment.VOICEMAIL), rule("2900", Treatment.REJECT)));
        var engine = new LookupEngine(table, people, Set.of("8000"), new RoutingPolicy(routing), PersonStates.NONE,
                InstantSource.fixed(Instant.EPOCH));
        redirects = new Redirects(engine, Set.of("pbx"), new CallRouting(table, Map.of()),
                call -> seen.add("taken"));
    }

    private static RoutingConfig.Rule rule(String called, Treatment treatment) {
        return new RoutingConfig.Rule(called, List.of(called), List.of(), "", "", RoutingConfig.When.OPEN, treatment,
                List.of(), "", Optional.empty());
    }

    private static Subscriber subscriber(String name, String extension) {
        return new Subscriber(name, new SmtpAddress(name + "@example.com"), name, List.of(extension), "main", "main",
                Optional.empty(), true, Locale.US);
    }

    /** A call that writes down what becomes of it. */
    private List<String> take(String called, SipPeer peer, HeaderLine... more) {
        var headers = new ArrayList<>(List.of(new HeaderLine("From", "<sip:+14255550177@192.0.2.10>;tag=1"),
                new HeaderLine("To", "<sip:" + called + "@192.0.2.50>")));
        headers.addAll(List.of(more));
        CallFacts facts = CallFacts.of(SipUri.of(called, "192.0.2.50", 0), headers, peer);
        Call call = (Call) Proxy.newProxyInstance(Call.class.getClassLoader(), new Class<?>[]{Call.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "facts" -> facts;
                    case "peer" -> peer;
                    case "redirect" -> seen.add(((List<?>) arguments[0]).stream()
                            .map(uri -> ((SipUri) uri).encode()).toList() + " "
                            + ((List<?>) arguments[1]).stream()
                                    .map(line -> ((HeaderLine) line).name() + ": " + ((HeaderLine) line).value())
                                    .toList());
                    case "reject" -> seen.add(arguments[0].toString());
                    default -> throw new AssertionError(method.getName());
                });
        redirects.take(call);
        return seen;
    }

    @Test
    void aPersonIsAtHisTelephoneThenAtHisMailbox() {
        assertThat(take("2001", PBX)).containsExactly("[sip:2001@192.0.2.10, sip:8000@192.0.2.50;cause=408;"
                + "target=sip:2001%40192.0.2.10;transport=tcp] []");
    }

    @Test
    void whoseCallsGoToVoicemailIsThereAlone() {
        assertThat(take("2002", PBX)).containsExactly("[sip:8000@192.0.2.50;cause=302;"
                + "target=sip:2002%40192.0.2.50;transport=tcp] "
                + "[Diversion: <sip:2002@192.0.2.50>;reason=unconditional]");
    }

    @Test
    void whatIsRefusedOrUnknownIsSaidSo() {
        take("2900", PBX);
        assertThat(take("2099", PBX)).containsExactly("SipStatus[code=603, reason=Decline]",
                "SipStatus[code=404, reason=Not Found]");
    }

    @Test
    void divertedCallsOurOwnNumbersAndOtherPeersAreTakenAsEver() {
        take("8000", PBX);
        take("2001", PBX, new HeaderLine("Diversion", "<sip:2002@192.0.2.10>;reason=no-answer"));
        var other = new SipPeer("other", List.of("192.0.2.11"), false, Set.of(), SipPeer.Pick.ORIGINAL,
                List.of(CallFacts.Source.TO), List.of());

        assertThat(take("2001", other)).containsExactly("taken", "taken", "taken");
    }
}
