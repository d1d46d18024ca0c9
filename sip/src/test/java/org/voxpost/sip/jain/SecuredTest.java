package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.PeerState;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipTls.ClientCertificate;
import org.voxpost.sip.SipTrace;
import org.voxpost.sip.SipTrunk;
import org.voxpost.sip.SipUri;

/** TLS, IPv6, peers that are asked whether they live, and the trace. */
@Timeout(120)
class SecuredTest {
    @TempDir
    static Path files;
    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(files);
        certificates.make("ours", "ip:127.0.0.1,dns:localhost");
        certificates.make("theirs", "ip:127.0.0.1,dns:localhost");
    }

    @Test
    void aCallIsTakenOverMutualTls() {
        try (Bench callee = tls("ours", "ours", ClientCertificate.REQUIRED);
                Bench caller = tls("ours", "ours", ClientCertificate.NONE)) {
            OutgoingCall out = caller.endpoint.call(request(callee));

            assertThat(out.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            out.hangup();
            var in = callee.call();
            await().untilAsserted(() -> assertThat(in.ended()).isPresent());
        }
    }

    @Test
    void aPeerWithAnotherCertificateIsNotLetInUntilTheFilesAreReadAgain() throws IOException {
        Files.copy(files.resolve("ours.pem"), files.resolve("trusted-by-callee.pem"));
        try (Bench callee = tls("ours", "trusted-by-callee", ClientCertificate.REQUIRED);
                Bench caller = tls("theirs", "ours", ClientCertificate.NONE)) {
            OutgoingCall refused = caller.endpoint.call(request(callee));
            assertThat(refused.awaitAnswer(Duration.ofSeconds(3)).code()).isIn(408, 503);
            assertThat(callee.calls).isEmpty();

            Files.writeString(files.resolve("trusted-by-callee.pem"), Files.readString(files.resolve("theirs.pem")));
            callee.endpoint.reloadTls();

            assertThat(caller.endpoint.call(request(callee)).awaitAnswer(RawPeer.PATIENCE))
                    .isEqualTo(SipStatus.OK);
        }
    }

    @Test
    void callsRunOverIpv6() {
        List<SipListener> six = List.of(new SipListener(Transport.UDP, "::1", 0),
                new SipListener(Transport.TCP, "::1", 0));
        try (Bench callee = new Bench(s -> listening(s, six), call -> call.answer(Bench.ANSWER));
                Bench caller = new Bench(s -> listening(s, six), call -> {
                })) {
            for (Transport transport : List.of(Transport.UDP, Transport.TCP)) {
                SipUri target = new SipUri("sip", "8000", "::1", callee.port(transport),
                        Map.of("transport", transport.name().toLowerCase(java.util.Locale.ROOT)), Map.of());
                OutgoingCall out = caller.endpoint.call(new OutgoingRequest(target,
                        SipAddress.parse("sip:pat@example.com"), Bench.SDP, List.of()));

                assertThat(out.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
                callee.call().hangup();
                await().untilAsserted(() -> assertThat(out.ended()).isPresent());
            }
        }
    }

    @Test
    void aPeerThatDoesNotAnswerIsDownAndOneThatDoesIsUp() {
        try (RawPeer pbx = RawPeer.udpServer()) {
            SipPeer asked = Bench.peer().with(SipTrunk.PLAIN.withPing(
                    new SipTrunk.Regularly(SipUri.of("", "127.0.0.1", pbx.port()), Duration.ofMillis(300))));
            BlockingQueue<PeerState> changes = new LinkedBlockingQueue<>();
            try (Bench bench = new Bench(s -> Bench.settings(List.of(asked)), call -> {
            })) {
                bench.endpoint.onPeerState((peer, state) -> changes.add(state));
                await().atMost(20, TimeUnit.SECONDS).until(() -> {
                    pbx.receive(Duration.ofMillis(20)).ifPresent(ping -> pbx.send(Scene.ok(ping)));
                    return changes.contains(PeerState.UP);
                });
                await().atMost(20, TimeUnit.SECONDS)
                        .untilAsserted(() -> assertThat(changes).endsWith(PeerState.DOWN));
                assertThat(bench.endpoint.peerState("pbx")).isEqualTo(PeerState.DOWN);
            }
        }
        try (Bench pbx = Bench.answering()) {
            SipPeer asked = Bench.peer().with(SipTrunk.PLAIN.withPing(new SipTrunk.Regularly(
                    SipUri.of("", "127.0.0.1", pbx.port(Transport.UDP)), Duration.ofMillis(300))));
            try (Bench bench = new Bench(s -> Bench.settings(List.of(asked)), call -> {
            })) {
                await().atMost(20, TimeUnit.SECONDS).until(() -> bench.endpoint.peerState("pbx") == PeerState.UP);
            }
        }
    }

    @Test
    void theTraceSeesEveryMessageOfACall() {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        SipTrace trace = (direction, address, peer, callId, message) -> seen
                .add(direction + " " + peer + " " + callId + " " + message.lines().findFirst().orElse(""));
        try (Bench bench = new Bench(s -> s.withTrace(trace), call -> call.answer(Bench.ANSWER));
                RawPeer peer = bench.peer(Transport.TCP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            scene.heard(peer.receive("SIP/2.0 200 "));
            peer.send(scene.ack(""));

            await().untilAsserted(() -> assertThat(seen).contains(
                    "RECEIVED pbx " + scene.callId + " INVITE sip:8000@127.0.0.1 SIP/2.0",
                    "SENT pbx " + scene.callId + " SIP/2.0 100 Trying", "SENT pbx " + scene.callId + " SIP/2.0 200 OK",
                    "RECEIVED pbx " + scene.callId + " ACK sip:8000@127.0.0.1 SIP/2.0"));
        }
    }

    private static SipSettings listening(SipSettings s, List<SipListener> points) {
        return new SipSettings(points, "", s.userAgent(), s.peers(), 10, s.ackPatience());
    }

    private static Bench tls(String own, String trusted, ClientCertificate clients) {
        return Bench.secured(certificates.tls(own, trusted, clients), same -> same, Bench.peer());
    }

    private static OutgoingRequest request(Bench callee) {
        SipUri target = new SipUri("sip", "8000", "127.0.0.1", callee.port(Transport.TLS), Map.of("transport", "tls"),
                Map.of());
        return new OutgoingRequest(target, SipAddress.parse("sip:pat@127.0.0.1"), Bench.SDP, List.of());
    }
}
