package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.SipTrunk;

/** What is not taken, and what is survived. */
@Timeout(120)
class RefusalTest {

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void aStrangerGets403WhateverItSays(Transport transport) {
        try (Bench bench = new Bench(s -> Bench.settings(List.of(new SipPeer("pbx", List.of("192.0.2.0/24"), true,
                java.util.Set.of(), SipPeer.Pick.ORIGINAL, SipPeer.DEFAULT_ORDER, List.of()))), call -> {
                }); RawPeer stranger = bench.peer(transport)) {
            stranger.send(new Scene(stranger).invite("no SDP at all", "Require: nothing"));
            assertThat(stranger.receive()).startsWith("SIP/2.0 403 Forbidden");

            stranger.send(new Scene(stranger).request("OPTIONS", ""));
            assertThat(stranger.receive()).startsWith("SIP/2.0 403 Forbidden");
            assertThat(bench.calls).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"INVITE | Require: gruu | 420 | Unsupported: gruu",
            "PRACK | X: y | 481 | SIP/2.0",
            "INVITE | Replaces: x@y;to-tag=1;from-tag=2 | 481 | SIP/2.0",
            "INVITE | Replaces: x@y;to-tag=1 | 400 | SIP/2.0",
            "INVITE | Accept: text/plain | 406 | SIP/2.0",
            "INVITE | Session-Expires: 30~Supported: timer | 422 | Min-SE: 90",
            "BYE | X: y | 481 | SIP/2.0", "UPDATE | X: y | 481 | SIP/2.0", "REGISTER | X: y | 405 | Allow: INVITE",
            "MESSAGE | X: y | 405 | Allow: INVITE", "DANCE | X: y | 501 | Allow: INVITE",
            "CANCEL | X: y | 481 | SIP/2.0"})
    void isAnsweredAsTheRfcSays(String method, String header, int status, String part) {
        try (Bench bench = Bench.answering(); RawPeer peer = bench.peer(Transport.UDP)) {
            peer.send(new Scene(peer).request(method, "", header.replace("~", "\r\n")));

            assertThat(peer.receive("SIP/2.0 ")).startsWith("SIP/2.0 " + status).contains(part);
            assertThat(bench.calls).isEmpty();
            await().until(() -> bench.endpoint.activeCalls() == 0);
        }
    }

    @Test
    void anotherBodyThanSdpIs415() {
        try (Bench bench = Bench.answering(); RawPeer peer = bench.peer(Transport.UDP)) {
            peer.send(new Scene(peer).invite("hello").replace("application/sdp", "text/plain"));

            assertThat(peer.receive("SIP/2.0 ")).startsWith("SIP/2.0 415").contains("Accept: application/sdp");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void anotherVersionIs505(Transport transport) {
        try (Bench bench = Bench.answering(); RawPeer peer = bench.peer(transport)) {
            peer.send(new Scene(peer).request("OPTIONS", "").replaceFirst("SIP/2.0\r\n", "SIP/7.0\r\n"));

            assertThat(peer.receive("SIP/2.0 ")).startsWith("SIP/2.0 505");
        }
    }

    @Test
    void aCallBeyondTheLimitsIs503WithRetryAfter() {
        SipPeer small = Bench.peer().with(SipTrunk.PLAIN.withMaxCalls(1));
        try (Bench bench = new Bench(s -> Bench.settings(List.of(small)), call -> call.answer(Bench.ANSWER));
                RawPeer peer = bench.peer(Transport.UDP)) {
            Scene first = new Scene(peer);
            peer.send(first.invite(Bench.SDP));
            first.heard(peer.receive("SIP/2.0 200 "));
            peer.send(first.ack(""));

            peer.send(new Scene(peer).invite(Bench.SDP));

            assertThat(peer.receive("SIP/2.0 503")).contains("Retry-After: ");
            peer.send(first.next("BYE", ""));
            peer.receive("SIP/2.0 200 ", " BYE");
            await().untilAsserted(() -> assertThat(bench.endpoint.activeCalls()).isZero());
            peer.send(new Scene(peer).invite(Bench.SDP));
            peer.receive("SIP/2.0 200 ", " INVITE");
        }
    }

    @Test
    void aHandlerMayTellWhenAnotherTryIsWorthIt() {
        try (Bench bench = Bench.with(call -> call.reject(SipStatus.SERVICE_UNAVAILABLE, Duration.ofSeconds(7)));
                RawPeer peer = bench.peer(Transport.UDP)) {
            peer.send(new Scene(peer).invite(Bench.SDP));

            assertThat(peer.receive("SIP/2.0 503")).contains("Retry-After: 7\r\n");
        }
    }

    @Test
    void oneOtherPlaceIs302AndSeveralAre300TheFirstMostWanted() {
        SipUri telephone = SipUri.parse("sip:2001@192.0.2.10;transport=tcp");
        SipUri mailbox = new SipUri("sip", "8000", "192.0.2.50", 0, java.util.Map.of("cause", "408"),
                java.util.Map.of());
        try (Bench bench = Bench.with(call -> call.redirect(List.of(telephone, mailbox), List.of()));
                RawPeer peer = bench.peer(Transport.UDP)) {
            peer.send(new Scene(peer).invite(Bench.SDP));

            assertThat(peer.receive("SIP/2.0 300 Multiple Choices")).contains(
                    "Contact: <sip:2001@192.0.2.10;transport=tcp>;q=1.0",
                    "<sip:8000@192.0.2.50;cause=408>;q=0.5");
        }
        try (Bench bench = Bench.with(call -> call.redirect(List.of(telephone),
                List.of(new HeaderLine("Diversion", "<sip:2001@192.0.2.10>;reason=unconditional"))));
                RawPeer peer = bench.peer(Transport.UDP)) {
            peer.send(new Scene(peer).invite(Bench.SDP));

            assertThat(peer.receive("SIP/2.0 302 Moved Temporarily"))
                    .contains("Contact: <sip:2001@192.0.2.10;transport=tcp>;q=1.0",
                            "Diversion: <sip:2001@192.0.2.10>;reason=unconditional");
        }
    }

    @Test
    void aRedirectedInviteMayComeAgainForItsNewTarget() {
        try (Bench bench = Bench.with(call -> {
            if (call.facts().dialled().user().equals("8000")) {
                call.redirect(List.of(SipUri.parse("sip:8001@127.0.0.1")), List.of());
            } else {
                call.reject(SipStatus.BUSY_HERE);
            }
        }); RawPeer peer = bench.peer(Transport.UDP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            peer.receive("SIP/2.0 302 ");

            scene.branch = "z9hG4bKnexttarget";
            peer.send(scene.invite(Bench.SDP).replace("INVITE sip:8000@", "INVITE sip:8001@"));

            assertThat(peer.receive("SIP/2.0 4")).startsWith("SIP/2.0 486").contains("z9hG4bKnexttarget");
        }
    }

    @Test
    void anInviteWhoseCallIsOverIsKnownAgain() {
        try (Bench bench = Bench.with(call -> call.reject(SipStatus.BUSY_HERE));
                RawPeer peer = bench.peer(Transport.UDP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            peer.receive("SIP/2.0 486");

            peer.send(scene.request("CANCEL", ""));
            assertThat(peer.receive("SIP/2.0 ", " CANCEL")).startsWith("SIP/2.0 200");
            scene.branch = "z9hG4bKotherfork";
            peer.send(scene.invite(Bench.SDP));

            assertThat(peer.receive("SIP/2.0 4", "otherfork")).startsWith("SIP/2.0 482");
            assertThat(bench.calls).hasSize(1);
        }
    }

    @Test
    void theSameInviteByAnotherForkIs482() {
        try (Bench bench = Bench.with(call -> await().until(() -> call.ended().isPresent()));
                RawPeer peer = bench.peer(Transport.UDP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            peer.receive("SIP/2.0 100 ");

            scene.branch = "z9hG4bKotherfork";
            peer.send(scene.invite(Bench.SDP));

            assertThat(peer.receive("SIP/2.0 4")).startsWith("SIP/2.0 482");
            bench.call().hangup();
            assertThat(peer.receive("SIP/2.0 480")).contains("z9hG4bK" + scene.callId.substring(0, 8));
        }
    }

    @Test
    void aReofferIsAnsweredOrRefused() {
        try (Bench bench = Bench.with(call -> {
            call.onReoffer(offer -> {
                if (offer.contains("RTP/AVP 18")) {
                    throw new Call.NotAcceptable("G.729");
                }
                return Bench.ANSWER + "a=recvonly\r\n";
            });
            call.answer(Bench.ANSWER);
        }); RawPeer peer = bench.peer(Transport.TCP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP, "Session-Expires: 1800", "Supported: timer"));
            String ok = scene.heard(peer.receive("SIP/2.0 200 "));
            assertThat(ok).contains("Session-Expires: 1800;refresher=uac").contains("Require: timer");
            peer.send(scene.ack(""));

            peer.send(scene.next("INVITE", Bench.SDP + "a=sendonly\r\n"));
            String held = peer.receive("SIP/2.0 200 ", "CSeq: 2 INVITE");
            assertThat(RawPeer.body(held)).endsWith("a=recvonly\r\n");
            peer.send(scene.ack(""));

            peer.send(scene.next("UPDATE", "", "Session-Expires: 1800", "Supported: timer"));
            assertThat(peer.receive("SIP/2.0 200 ", " UPDATE")).contains("Session-Expires: 1800");

            peer.send(scene.next("INVITE", Bench.SDP.replace("AVP 0", "AVP 18")));
            peer.receive("SIP/2.0 488 ");
            peer.send(scene.ack(""));
            assertThat(bench.call().ended()).isEmpty();
        }
    }

    @Test
    void aCallThatIsNeverRefreshedIsLostAndOneThatWeRefreshLives() {
        SessionTimers quick = new SessionTimers(Duration.ofSeconds(3), Duration.ofSeconds(1));
        try (Bench bench = new Bench(s -> s.withTimers(quick), call -> call.answer(Bench.ANSWER));
                RawPeer silent = bench.peer(Transport.UDP);
                RawPeer other = bench.peer(Transport.UDP)) {
            Scene scene = new Scene(silent);
            silent.send(scene.invite(Bench.SDP, "Session-Expires: 3;refresher=uac", "Supported: timer"));
            scene.heard(silent.receive("SIP/2.0 200 "));
            silent.send(scene.ack(""));
            Call lost = bench.call();
            Scene ours = new Scene(other);
            other.send(ours.invite(Bench.SDP, "Session-Expires: 3;refresher=uas", "Supported: timer",
                    "Allow: INVITE, UPDATE"));
            ours.heard(other.receive("SIP/2.0 200 "));
            other.send(ours.ack(""));
            Call kept = bench.call();

            String update = other.receive("UPDATE ");
            other.send(Scene.ok(update).replace("Content-Length",
                    "Session-Expires: 3;refresher=uac\r\nSupported: timer\r\nContent-Length"));

            silent.receive("BYE ");
            await().untilAsserted(() -> assertThat(lost.ended()).contains(CallEnd.LOST));
            other.receiveBehind("UPDATE ", update);
            assertThat(kept.ended()).isEmpty();
        }
    }

    @Test
    void garbageAndGreatHeadersAreSurvived() {
        try (Bench bench = Bench.answering(); RawPeer udp = bench.peer(Transport.UDP)) {
            Random random = new Random(4475);
            for (int i = 0; i < 300; i++) {
                byte[] garbage = new byte[random.nextInt(1, 1500)];
                random.nextBytes(garbage);
                udp.sendBytes(garbage);
            }
            String invite = new Scene(udp).invite(Bench.SDP);
            IntStream.range(0, invite.length()).filter(end -> end % 7 == 0)
                    .forEach(end -> udp.send(invite.substring(0, end)));
            udp.send(new Scene(udp).invite(Bench.SDP, "X-Great: " + "x".repeat(60_000)));
            try (RawPeer tcp = bench.peer(Transport.TCP)) {
                tcp.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                tcp.send(new Scene(tcp).invite(Bench.SDP, "X-Great: " + "x".repeat(200_000)));
            } catch (java.io.UncheckedIOException closedByUs) {
                assertThat(closedByUs).hasMessageNotContaining("refused");
            }

            try (RawPeer healthy = bench.peer(Transport.TCP); RawPeer also = bench.peer(Transport.UDP)) {
                healthy.send(new Scene(healthy).request("OPTIONS", ""));
                assertThat(healthy.receive("SIP/2.0 200 ")).contains("Allow: INVITE");
                also.send(new Scene(also).request("OPTIONS", ""));
                assertThat(also.receive("SIP/2.0 200 ")).contains("Accept: application/sdp");
            }
        }
    }
}
