package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAccount;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipTls.ClientCertificate;
import org.voxpost.sip.SipTrace;
import org.voxpost.sip.SipTrunk;
import org.voxpost.sip.SipUri;

/** Peers that are known by the name in their TLS certificate (RFC 5922), and those who pretend to be them. */
@Timeout(120)
class KnownByCertificateTest {
    private static final List<String> HERE = List.of("127.0.0.1");
    private static final List<String> ELSEWHERE = List.of("192.0.2.0/24");
    private static final Set<String> SBC = Set.of("sbc.example.com");
    @TempDir
    static Path files;
    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(files);
        certificates.make("voxpost", "ip:127.0.0.1");
        certificates.make("sbc", "dns:SBC.example.com,dns:www.example.com");
        certificates.make("uri", "uri:sip:sbc.example.com,dns:other.example.com");
        certificates.make("user", "uri:sip:bob@sbc.example.com,uri:https://sbc.example.com,dns:bob.example.com");
        certificates.make("wild", "dns:*.example.com");
        certificates.make("local", "dns:localhost");
        certificates.bundle("all", "sbc", "uri", "user", "wild", "local");
    }

    @ParameterizedTest
    @CsvSource({"sbc,sbc.example.com www.example.com", "uri,sbc.example.com", "user,bob.example.com",
            "wild,*.example.com", "voxpost,''"})
    void aCertificateSpeaksForTheHostsOfItsSipUrisElseForItsDnsNames(String name, String domains) throws Exception {
        Set<String> expected = domains.isEmpty() ? Set.of() : Set.of(domains.split(" "));

        assertThat(CertificateNames.of(certificates.certificate(name))).isEqualTo(expected);
    }

    @Test
    void aPeerIsKnownByItsNameFromAnyAddress() throws Exception {
        try (Bench bench = bench(peer("sbc", List.of(), SBC))) {
            for (String certificate : List.of("sbc", "uri")) {
                try (RawPeer caller = tls(bench, certificate)) {
                    Scene scene = new Scene(caller);
                    caller.send(scene.invite(Bench.SDP));
                    scene.heard(caller.receive("SIP/2.0 200 "));
                    caller.send(scene.ack(""));

                    assertThat(bench.call().peer().name()).isEqualTo("sbc");
                    caller.send(scene.next("BYE", ""));
                    caller.receive("SIP/2.0 200 ", "BYE");
                }
            }
        }
    }

    @Test
    void theRightAddressWithAnotherCertificateOrNoneOrWithoutTlsIsAStranger() throws Exception {
        try (Bench bench = bench(peer("sbc", HERE, SBC));
                RawPeer user = tls(bench, "user");
                RawPeer wild = tls(bench, "wild");
                RawPeer none = tls(bench, "");
                RawPeer tcp = bench.peer(Transport.TCP);
                RawPeer udp = bench.peer(Transport.UDP)) {
            for (RawPeer caller : List.of(user, wild, none, tcp, udp)) {
                caller.send(new Scene(caller).invite(Bench.SDP));

                caller.receive("SIP/2.0 403 ");
            }
            assertThat(bench.calls).isEmpty();
        }
    }

    @Test
    void theRightCertificateFromAnotherAddressIsAStranger() throws Exception {
        try (Bench bench = bench(peer("sbc", ELSEWHERE, SBC)); RawPeer caller = tls(bench, "sbc")) {
            caller.send(new Scene(caller).invite(Bench.SDP));

            caller.receive("SIP/2.0 403 ");
            assertThat(bench.calls).isEmpty();
        }
    }

    @Test
    void theTraceNamesAPeerThatIsKnownByItsCertificateAlone() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        SipTrace trace = (direction, address, peer, callId, message) -> seen
                .add(direction + " " + peer + " " + message.split(" ", 2)[0]);
        SipTls ours = certificates.tls("voxpost", "all", ClientCertificate.WANTED);
        try (Bench bench = Bench.secured(ours, s -> s.withTrace(trace), peer("sbc", List.of(), SBC),
                peer("lamps", List.of(), Set.of("localhost")));
                RawPeer caller = tls(bench, "sbc");
                SSLServerSocket server = server("local")) {
            caller.send(new Scene(caller).invite(Bench.SDP).replace(":" + caller.port() + ";rport", ":5061;rport"));
            caller.receive("SIP/2.0 200 ");
            CompletableFuture<SipStatus> status = options(bench, server);
            try (Socket connection = server.accept(); RawPeer pbx = RawPeer.over(connection, "TLS")) {
                pbx.send(Scene.ok(pbx.receive("OPTIONS ")));
                assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(SipStatus.OK);
            }

            await().untilAsserted(() -> assertThat(seen).contains("RECEIVED sbc INVITE", "SENT lamps OPTIONS",
                    "RECEIVED lamps SIP/2.0"));
        }
    }

    @Test
    void aPeerThatIsKnownByItsCertificateAloneHasItsOwnT1() throws Exception {
        SipTrunk near = SipTrunk.PLAIN.withT1(Duration.ofMillis(20)); // given up after 1.3 s, by RFC 3261's after 32
        try (Bench bench = bench(peer("sbc", List.of(), SBC).with(near),
                peer("far", List.of(), Set.of("localhost")).with(near));
                RawPeer caller = tls(bench, "sbc");
                SSLServerSocket server = server("local")) {
            caller.send(new Scene(caller).invite(Bench.SDP));
            caller.receive("SIP/2.0 200 ");
            Call unacknowledged = bench.call();
            SipUri target = new SipUri("sip", "1", "localhost", server.getLocalPort(), Map.of("transport", "tls"),
                    Map.of());
            OutgoingCall unanswered = bench.endpoint.call(
                    new OutgoingRequest(target, SipAddress.parse("sip:um@127.0.0.1"), Bench.SDP, List.of()));

            try (Socket connection = server.accept(); RawPeer pbx = RawPeer.over(connection, "TLS")) {
                pbx.receive("INVITE ");
                await().untilAsserted(() -> assertThat(unacknowledged.ended()).contains(CallEnd.NO_ACK));
                assertThat(unanswered.awaitAnswer(Duration.ofSeconds(20)).code()).isEqualTo(408);
                await().untilAsserted(() -> assertThat(unanswered.ended()).contains(CallEnd.LOST)); // told behind it
            }
        }
    }

    @Test
    void peersBehindOneAddressDifferByTheirNames() throws Exception {
        Map<String, String> expected = Map.of("sbc", "first", "user", "second", "wild", "rest", "", "rest");
        try (Bench bench = bench(peer("rest", HERE, Set.of()), peer("first", List.of("127.0.0.0/8"), SBC),
                peer("second", List.of(), Set.of("Bob.example.com")))) {
            for (Map.Entry<String, String> each : expected.entrySet()) {
                try (RawPeer caller = tls(bench, each.getKey())) {
                    caller.send(new Scene(caller).invite(Bench.SDP));

                    assertThat(bench.call().peer().name()).as(each.getKey()).isEqualTo(each.getValue());
                }
            }
        }
    }

    @Test
    void aMalformedMessageIsAnsweredToWhoIsKnownByNameAndToNobodyElse() throws Exception {
        try (Bench bench = bench(peer("sbc", List.of(), SBC));
                RawPeer known = tls(bench, "sbc");
                RawPeer other = tls(bench, "wild")) {
            known.send(new Scene(known).invite("").replaceFirst("CSeq: 1 INVITE", "CSeq: x INVITE"));
            known.receive("SIP/2.0 400 ");

            other.send(new Scene(other).invite("").replaceFirst("CSeq: 1 INVITE", "CSeq: x INVITE"));
            assertThat(other.receive(Duration.ofMillis(300))).isEmpty();
        }
    }

    @Test
    void aChallengeIsAnsweredToTheNamedPeerAndNothingIsSentToAnother() throws Exception {
        SipPeer sbc = peer("sbc", HERE, SBC).with(SipTrunk.PLAIN.withAccount(new SipAccount("um", "s3cret", "")));
        try (Bench bench = bench(sbc)) {
            try (SSLServerSocket server = server("sbc")) {
                CompletableFuture<SipStatus> status = options(bench, server);
                try (Socket connection = server.accept(); RawPeer pbx = RawPeer.over(connection, "TLS")) {
                    String first = pbx.receive("OPTIONS ");
                    pbx.send(Scene.ok(first).replace("200 OK", "401 Unauthorized").replace("Content-Length",
                            "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\nContent-Length"));
                    String second = pbx.receive("OPTIONS ", "CSeq: 2 ");
                    assertThat(second).contains("Authorization: Digest username=\"um\"");
                    pbx.send(Scene.ok(second));
                    assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(SipStatus.OK);
                }
            }
            try (SSLServerSocket impostor = server("wild")) {
                CompletableFuture<SipStatus> status = options(bench, impostor);
                try (Socket connection = impostor.accept(); RawPeer pbx = RawPeer.over(connection, "TLS")) {
                    assertThat(pbx.receive(Duration.ofSeconds(2))).isEmpty();
                }
                assertThat(status.get(30, TimeUnit.SECONDS).code()).isIn(408, 503);
            }
        }
    }

    @Test
    void whoIsCalledByADomainMustShowACertificateForIt() throws Exception {
        try (Bench bench = bench(peer("pbx", HERE, Set.of()));
                SSLServerSocket server = server("local");
                SSLServerSocket impostor = server("wild")) {
            CompletableFuture<SipStatus> right = options(bench, server, "LocalHost");
            try (Socket connection = server.accept(); RawPeer pbx = RawPeer.over(connection, "TLS")) {
                pbx.send(Scene.ok(pbx.receive("OPTIONS ")));
                assertThat(right.get(30, TimeUnit.SECONDS)).isEqualTo(SipStatus.OK);
            }
            CompletableFuture<SipStatus> wrong = options(bench, impostor, "localhost");
            try (Socket connection = impostor.accept(); RawPeer pbx = RawPeer.over(connection, "TLS")) {
                assertThat(pbx.receive(Duration.ofSeconds(2))).isEmpty();
            }
            assertThat(wrong.get(30, TimeUnit.SECONDS).code()).isIn(408, 503);
        }
    }

    @Test
    void whoIsCalledByAnAddressIsNotLookedUp() throws Exception {
        var ours = new TlsContext(Optional.of(certificates.tls("voxpost", "voxpost", ClientCertificate.NONE)));
        try (SSLServerSocket server = server("voxpost");
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                SSLSocket theirs = (SSLSocket) server.accept()) {
            Thread.startVirtualThread(theirs::getSession); // shakes hands

            SSLSocket called = ours.client(plain, InetAddress.ofLiteral("127.0.0.1"), server.getLocalPort());
            String host = called.getSession().getPeerHost();
            plain.shutdownOutput(); // the other end's close waits for it

            assertThat(host).isEqualTo("127.0.0.1");
        }
    }

    private static CompletableFuture<SipStatus> options(Bench bench, SSLServerSocket server) {
        return options(bench, server, "127.0.0.1");
    }

    private static CompletableFuture<SipStatus> options(Bench bench, SSLServerSocket server, String host) {
        SipUri target = new SipUri("sip", "", host, server.getLocalPort(), Map.of("transport", "tls"), Map.of());
        return CompletableFuture.supplyAsync(() -> bench.endpoint.options(target, RawPeer.PATIENCE),
                Thread::startVirtualThread);
    }

    private static SSLServerSocket server(String own) throws IOException, GeneralSecurityException {
        return (SSLServerSocket) certificates.context(own, "voxpost").getServerSocketFactory().createServerSocket(0, 5,
                InetAddress.getLoopbackAddress());
    }

    private static SipPeer peer(String name, List<String> sources, Set<String> names) {
        return new SipPeer(name, List.of(), true, Set.of("8000"), SipPeer.Pick.ORIGINAL, SipPeer.DEFAULT_ORDER,
                List.of()).knownBy(sources, names);
    }

    private static Bench bench(SipPeer... peers) {
        return Bench.secured(certificates.tls("voxpost", "all", ClientCertificate.WANTED), same -> same, peers);
    }

    /** A connection that shows that certificate; none if the name is empty. */
    private static RawPeer tls(Bench bench, String certificate) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket) certificates.context(certificate, "voxpost").getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), bench.port(Transport.TLS));
        socket.startHandshake();
        return RawPeer.over(socket, "TLS");
    }
}
