package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.sip.Call;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** Both sides want to change the session at once (RFC 3261, 14). */
@Timeout(120)
class GlareTest {
    private static final SessionTimers QUICK = new SessionTimers(Duration.ofSeconds(3), Duration.ofSeconds(1));

    private static Bench bench() {
        return new Bench(s -> s.withTimers(QUICK), call -> {
            call.onReoffer(offer -> Bench.ANSWER + "a=recvonly\r\n");
            call.answer(Bench.ANSWER);
        });
    }

    /** Answers a request of ours. */
    private static String answer(String request, String status, RawPeer peer) {
        return Scene.ok(request).replace("200 OK", status).replace("Content-Length",
                "Session-Expires: 3;refresher=uas\r\nContact: <sip:pbx@127.0.0.1:" + peer.port()
                        + ">\r\nContent-Length");
    }

    @Test
    void theirsIs491WhileOursWaitsAndOursComesAgainWhenTheySayTheSame() {
        try (Bench bench = bench(); RawPeer peer = bench.peer(Transport.TCP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP, "Session-Expires: 3;refresher=uas", "Supported: timer",
                    "Allow: INVITE, ACK, BYE"));
            scene.heard(peer.receive("SIP/2.0 200 "));
            peer.send(scene.ack(""));
            String ours = peer.receive("INVITE ");

            peer.send(scene.next("INVITE", Bench.SDP + "a=sendonly\r\n"));
            peer.receive("SIP/2.0 491 ", "CSeq: 2 INVITE");
            peer.send(scene.ack(""));
            peer.send(answer(ours, "491 Request Pending", peer));
            String again = peer.receive("INVITE ", "CSeq: 2 INVITE");
            assertThat(RawPeer.body(again)).isEqualTo(RawPeer.body(ours));
            peer.send(answer(again, "200 OK", peer).replace("Session-Expires: 3;", "Session-Expires: 1800;"));
            peer.receive("ACK ", "CSeq: 2 ACK");

            peer.send(scene.next("INVITE", Bench.SDP + "a=sendonly\r\n"));
            assertThat(RawPeer.body(peer.receive("SIP/2.0 200 ", "CSeq: 3 INVITE"))).endsWith("a=recvonly\r\n");
            assertThat(bench.call().ended()).isEmpty();
        }
    }

    @Test
    void theirsIs491InACallOfOursToo() {
        try (Bench bench = bench(); RawPeer pbx = RawPeer.udpServer()) {
            OutgoingCall call = bench.endpoint.call(new OutgoingRequest(SipUri.of("4200", "127.0.0.1", pbx.port()),
                    SipAddress.parse("<sip:um@127.0.0.1>"), Bench.SDP, List.of()));
            String invite = pbx.receive("INVITE ");
            pbx.send(answer(invite, "200 OK", pbx).replaceFirst("(To: [^;\\r]*)\r\n", "$1;tag=theirs\r\n")
                    .replace("refresher=uas", "refresher=uac"));
            assertThat(call.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            String ours = pbx.receive("INVITE ", "CSeq: 2 INVITE");
            assertThat(ours).contains("tag=theirs");

            pbx.send("""
                    INVITE %s SIP/2.0\r
                    Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKglare\r
                    Max-Forwards: 70\r
                    From: %s\r
                    To: %s\r
                    Call-ID: %s\r
                    CSeq: 7 INVITE\r
                    Contact: <sip:pbx@127.0.0.1:%d>\r
                    Content-Type: application/sdp\r
                    Content-Length: %d\r
                    \r
                    %s""".formatted(RawPeer.header(ours, "Contact").replaceAll(".*<|>.*", ""), pbx.port(),
                    RawPeer.header(ours, "To"), RawPeer.header(ours, "From"), RawPeer.header(ours, "Call-ID"),
                    pbx.port(), Bench.SDP.length(), Bench.SDP));

            pbx.receive("SIP/2.0 491 ", "CSeq: 7 INVITE");
            assertThat(call.ended()).isEmpty();
        }
    }

    @Test
    void aSecondOfferOfTheirsBeforeTheFirstIsAnsweredIs500WithRetryAfter() {
        var answer = new CompletableFuture<String>();
        try (Bench bench = Bench.with(call -> {
            call.onReoffer(offer -> answer.join());
            call.answer(Bench.ANSWER);
        }); RawPeer peer = bench.peer(Transport.TCP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            scene.heard(peer.receive("SIP/2.0 200 "));
            peer.send(scene.ack(""));
            Call call = bench.call();

            peer.send(scene.next("INVITE", Bench.SDP));
            peer.send(scene.next("UPDATE", Bench.SDP));
            assertThat(RawPeer.header(peer.receive("SIP/2.0 500 ", "CSeq: 3 UPDATE"), "Retry-After"))
                    .matches("[0-9]|10");
            answer.complete(Bench.ANSWER);
            peer.receive("SIP/2.0 200 ", "CSeq: 2 INVITE");
            assertThat(call.ended()).isEmpty();
        }
    }

    @Test
    void sidesWaitInRangesThatDoNotMeet() {
        var random = new Random(491);
        assertThat(Stream.generate(() -> Glare.pause(true, random)).limit(2000))
                .allMatch(pause -> pause.toMillis() % 10 == 0)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(2100), Duration.ofMillis(4000)));
        assertThat(Stream.generate(() -> Glare.pause(false, random)).limit(2000))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(2000)))
                .anyMatch(pause -> pause.toMillis() < 100).anyMatch(pause -> pause.toMillis() > 1900);
        assertThat(Stream.generate(() -> Glare.secondOffer(random)).limit(500)).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8,
                9, 10);
    }
}
