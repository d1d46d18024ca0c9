package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.CallFacts.DivertReason;
import org.voxpost.sip.CallFacts.Source;
import org.voxpost.sip.CallFacts.Trust;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.jain.JainSipEndpoint;

/**
 * One INVITE as each PBX writes it, from the bytes on the wire to the mailbox and the reason: through the socket, the
 * parser, the peer's rules and the subscriber table. All are for Alice: extension 4101, +1 425 555 4101.
 */
@Timeout(60)
class VendorCallsTest {
    private static final Set<String> PILOTS = Set.of("8000", "+14255558000", "88895");
    private static final SipPeer.HeaderRule TENANT = new SipPeer.HeaderRule("Diversion",
            Pattern.compile("<sip:1-(\\d+)@"));
    private static final String SDP = """
            v=0
            o=pbx 8 8 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 20000 RTP/AVP 0 8 101
            a=rtpmap:101 telephone-event/8000
            """.replace("\n", "\r\n");
    private static final CallRouting ROUTING = new CallRouting(
            new SubscriberTable(List.of(subscriber("alice", "4101", "80004101"), subscriber("bob", "4102")),
                    List.of(new DialPlan(new SiteConfig("main", "US", "425", 4, 8, List.of("00"), "+1425555")))),
            Map.of());

    private static final BlockingQueue<Call> CALLS = new LinkedBlockingQueue<>();
    private static JainSipEndpoint endpoint;

    @BeforeAll
    static void listen() {
        var order = Stream.concat(Stream.of(Source.CUSTOM_HEADER), SipPeer.DEFAULT_ORDER.stream()).distinct().toList();
        var peer = new SipPeer("pbx", List.of("127.0.0.1"), true, PILOTS, SipPeer.Pick.ORIGINAL, order,
                List.of(TENANT));
        var settings = new SipSettings(List.of(new SipListener(Transport.UDP, "127.0.0.1", 0)), "", "Voxpost",
                List.of(peer), 100, Duration.ofSeconds(32));
        endpoint = JainSipEndpoint.start(settings, call -> {
            CALLS.add(call);
            call.reject(SipStatus.BUSY_HERE);
        });
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    private static Subscriber subscriber(String name, String... numbers) {
        return new Subscriber(name, new SmtpAddress(name + "@example.com"), name, List.of(numbers), "main", "main",
                Optional.empty(), true, Locale.US);
    }

    /** Name, INVITE, reason, where the mailbox was found, caller, trust. */
    static Stream<Arguments> invites() {
        return Stream.of(Arguments.of("Cisco CUCM, late offer", """
                INVITE sip:8000@192.0.2.50:5060 SIP/2.0
                From: "Pat Doe" <sip:+14255550199@192.0.2.10>;tag=11
                To: <sip:8000@192.0.2.50>
                Supported: timer,resource-priority,replaces,X-cisco-srtp-fallback,Geolocation
                Min-SE: 1800
                Session-Expires: 1800
                Diversion: "Alice" <sip:4101@192.0.2.10>;reason=no-answer;privacy=off;screen=yes
                P-Asserted-Identity: "Pat Doe" <sip:+14255550199@192.0.2.10>
                Remote-Party-ID: "Pat Doe" <sip:+14255550199@192.0.2.10>;party=calling;screen=yes;privacy=off
                Call-Info: <sip:192.0.2.10:5060>;method="NOTIFY;Event=telephone-event;Duration=500"
                User-Agent: Cisco-CUCM12.5
                Content-Length: 0
                """, DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.ASSERTED),
                Arguments.of("Cisco CUBE", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: <sip:14255550199@192.0.2.11>;tag=12
                        To: <sip:8000@192.0.2.50>
                        Diversion: <sip:4101@192.0.2.11>;reason=no-answer;counter=1
                        Remote-Party-ID: <sip:14255550199@192.0.2.11>;party=calling;screen=no;privacy=off
                        """, DivertReason.NO_ANSWER, Source.DIVERSION, "14255550199", Trust.UNVERIFIED),
                Arguments.of("Avaya Aura", """
                        INVITE sip:8000@example.com SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@example.com>;tag=13
                        To: <sip:8000@example.com>
                        History-Info: <sip:4101@example.com?Reason=SIP%3Bcause%3D302%3Btext%3D%22Moved%20Temporarily%22\
                        &Reason=Redirection%3Bcause%3DCFNR>;index=1, "VM" <sip:8000@example.com>;index=1.1
                        P-Asserted-Identity: "Pat Doe" <sip:+14255550199@example.com>
                        """, DivertReason.NO_ANSWER, Source.HISTORY_INFO, "+14255550199", Trust.ASSERTED),
                Arguments.of("Avaya IP Office", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: <sip:0014255550199@192.0.2.12>;tag=14
                        To: <sip:8000@192.0.2.50>
                        Diversion: <sip:4101@192.0.2.12>;reason=unknown
                        """, DivertReason.UNKNOWN, Source.DIVERSION, "0014255550199", Trust.UNVERIFIED),
                Arguments.of("Asterisk, FreePBX", """
                        INVITE sip:8000@192.0.2.50:5060 SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@192.0.2.20>;tag=15
                        To: <sip:8000@192.0.2.50>
                        Diversion: "Alice" <sip:4101@192.0.2.20>;reason=no-answer
                        User-Agent: FPBX-17(20.9)
                        """, DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("FreeSWITCH", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@192.0.2.21>;tag=16
                        To: <sip:8000@192.0.2.50>
                        Diversion: <sip:4101@192.0.2.21>;reason=no-answer
                        X-Mailbox: 4101
                        """, DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("Kamailio", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        Record-Route: <sip:192.0.2.22;lr;ftag=17>
                        From: <sip:+14255550199@example.com>;tag=17
                        To: <sip:4101@example.com>
                        Diversion: <sip:4101@example.com>;reason="user-busy"
                        """, DivertReason.BUSY, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("3CX, a number for each mailbox", """
                        INVITE sip:80004101@192.0.2.50 SIP/2.0
                        From: <sip:+14255550199@192.0.2.23>;tag=18
                        To: <sip:80004101@192.0.2.50>
                        P-Asserted-Identity: <sip:+14255550199@192.0.2.23>
                        """, DivertReason.NONE, Source.REQUEST_URI, "+14255550199", Trust.ASSERTED),
                Arguments.of("Mitel MiVoice Business", """
                        INVITE sip:8000@192.0.2.50 SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@192.0.2.24>;tag=19
                        To: <sip:8000@192.0.2.50>
                        Diversion: <sip:4101@192.0.2.24;user=phone>;reason=no-answer;counter=1
                        """, DivertReason.NO_ANSWER, Source.DIVERSION, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("NEC, a tenant before the extension", """
                        INVITE sip:8000@192.0.2.50;user=phone SIP/2.0
                        From: <sip:+14255550199@192.0.2.25;user=phone>;tag=20
                        To: <sip:8000@192.0.2.50;user=phone>
                        Diversion: <sip:1-4101@192.0.2.25>;reason=no-answer
                        """, DivertReason.NO_ANSWER, Source.CUSTOM_HEADER, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("Teams through an SBC", """
                        INVITE sip:+14255558000@192.0.2.50;user=phone SIP/2.0
                        From: "Pat Doe" <sip:+14255550199@sbc.example.com>;tag=21
                        To: <sip:+14255558000@192.0.2.50;user=phone>
                        History-Info: <sip:+14255554101@sip.pstnhub.example.com;user=phone?Reason=SIP%3Bcause%3D486>\
                        ;index=1, <sip:+14255558000@sbc.example.com;user=phone;cause=486>;index=1.1
                        Referred-By: <sip:+14255554101@sip.pstnhub.example.com>
                        """, DivertReason.BUSY, Source.HISTORY_INFO, "+14255550199", Trust.UNVERIFIED),
                Arguments.of("Skype for Business", """
                        INVITE sip:um1.example.com:5061;transport=tls;ms-fe=fe1.example.com;opaque=app:voicemail SIP/2.0
                        From: "Pat Doe" <sip:pat@example.com>;tag=22;epid=ab12
                        To: <sip:alice@example.com>;epid=cd34
                        Diversion: <sip:alice@example.com>
                        Ms-Mras-Address: <sip:edge.example.com@example.com;gruu;opaque=srvr:MRAS:xyz>
                        Supported: ms-fe, gruu-10, replaces, timer, 100rel
                        """, DivertReason.UNKNOWN, Source.DIVERSION, "pat", Trust.UNVERIFIED),
                Arguments.of("AudioCodes before a TDM PBX", """
                        INVITE sip:88895@192.0.2.50;user=phone SIP/2.0
                        From: <sip:4255550199@192.0.2.30>;tag=23
                        To: <sip:88895@192.0.2.50;user=phone>
                        Diversion: <tel:4101>;reason=unknown;counter=1;screen=no;privacy=off
                        """, DivertReason.UNKNOWN, Source.DIVERSION, "4255550199", Trust.UNVERIFIED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invites")
    void reachesAlicesMailboxWithItsReason(String pbx, String invite, DivertReason reason, Source source,
            String caller, Trust trust) throws Exception {
        Call call = received(invite);

        CallFacts facts = call.facts();
        assertThat(ROUTING.route(facts, call.peer())).as(facts.toString())
                .isInstanceOfSatisfying(Route.ToMailbox.class, to -> assertThat(to.owner().id()).isEqualTo("alice"));
        assertThat(facts.reason()).isEqualTo(reason);
        assertThat(facts.source()).isEqualTo(source);
        assertThat(facts.caller().address().uri().user()).isEqualTo(caller);
        assertThat(facts.caller().trust()).isEqualTo(trust);
        assertThat(call.offer()).isEqualTo(invite.contains("Content-Length") ? Optional.empty() : Optional.of(SDP));
    }

    @Test
    void anAddressOfNobodyIsNobodysMailbox() throws Exception {
        Call call = received("""
                INVITE sip:um1.example.com:5061;transport=tls;opaque=app:voicemail SIP/2.0
                From: <sip:pat@example.com>;tag=24
                To: <sip:alice@example.org>
                Diversion: <sip:alice@example.org>
                """);

        assertThat(ROUTING.route(call.facts(), call.peer())).isInstanceOf(Route.ToNobody.class);
    }

    /** Sends the INVITE and gives the call that came of it. */
    private static Call received(String invite) throws Exception {
        try (DatagramSocket pbx = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] bytes = whole(invite, pbx.getLocalPort());
            pbx.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(),
                    endpoint.listeners().getFirst().port())));
            assertThat(answer(pbx)).startsWith("SIP/2.0 100 ");
            Call call = CALLS.poll(30, TimeUnit.SECONDS);
            assertThat(call).isNotNull();
            return call;
        }
    }

    /** With what every request must have (RFC 3261, 8.1.1), and an offer unless it says that it has no body. */
    private static byte[] whole(String invite, int port) {
        int line = invite.indexOf('\n') + 1;
        String branch = UUID.randomUUID().toString();
        String common = """
                Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK%s
                Max-Forwards: 69
                Call-ID: %s
                CSeq: 101 INVITE
                Contact: <sip:pbx@127.0.0.1:%d>
                """.formatted(port, branch, branch, port);
        boolean offerless = invite.contains("Content-Length");
        String head = invite.substring(0, line) + common + invite.substring(line)
                + (offerless ? "" : "Content-Type: application/sdp\nContent-Length: " + SDP.length() + "\n") + "\n";
        return (head.replace("\n", "\r\n") + (offerless ? "" : SDP)).getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(DatagramSocket pbx) throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        pbx.setSoTimeout(10_000);
        pbx.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
