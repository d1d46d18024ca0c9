package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** Reliable provisional answers (RFC 3262), early media, calls that take the place of others (RFC 3891). */
@Timeout(120)
class SupplementaryTest {
    private static final SipAddress UM = SipAddress.parse("<sip:um@127.0.0.1>");

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void ringingIsSentAgainUntilPrackComes(Transport transport) throws Exception {
        BlockingQueue<Boolean> answer = new LinkedBlockingQueue<>();
        try (Bench bench = Bench.with(call -> {
            call.ring();
            await().until(() -> answer.poll() != null);
            call.answer(Bench.ANSWER);
        }); RawPeer pbx = bench.peer(transport)) {
            Scene scene = new Scene(pbx);
            pbx.send(scene.invite(Bench.SDP, "Require: 100rel"));
            String ringing = scene.heard(pbx.receive("SIP/2.0 180 "));
            assertThat(ringing).contains("Require: 100rel");
            assertThat(pbx.receive("SIP/2.0 180 ")).as("again").isEqualTo(ringing);
            String rseq = RawPeer.header(ringing, "RSeq");

            pbx.send(scene.next("PRACK", "", "RAck: 1 1 INVITE"));
            pbx.receive("SIP/2.0 481 ", "PRACK");
            pbx.send(scene.next("PRACK", "", "RAck: " + rseq + " 1 INVITE"));
            pbx.receive("SIP/2.0 200 ", "PRACK");
            pbx.send(scene.next("PRACK", "", "RAck: " + rseq + " 1 INVITE"));
            pbx.receive("SIP/2.0 481 ", "PRACK");

            answer.add(true);
            assertThat(pbx.receive("SIP/2.0 200 ", "INVITE")).contains(Bench.ANSWER);
            bench.endpoint.close();
        }
    }

    @Test
    void whoAsksForReliabilityAndSendsNoPrackIsRefused() {
        try (Bench bench = new Bench(s -> new org.voxpost.sip.SipSettings(s.listeners(), "", "Voxpost", s.peers(), 10,
                Duration.ofMillis(700)), call -> {
                    call.ring();
                    await().until(() -> call.ended().isPresent());
                });
                RawPeer pbx = bench.peer(Transport.UDP)) {
            pbx.send(new Scene(pbx).invite(Bench.SDP, "Require: 100rel"));

            pbx.receive("SIP/2.0 504 ");
        }
    }

    @Test
    void aReliableAnswerToOursIsAcknowledgedOnceAndItsSoundIsTold() throws Exception {
        try (Bench bench = Bench.answering(); RawPeer pbx = bench.peer(Transport.UDP)) {
            OutgoingCall call = bench.endpoint
                    .call(new OutgoingRequest(SipUri.of("4200", "127.0.0.1", pbx.port()), UM, Bench.SDP, List.of()));
            BlockingQueue<String> early = new LinkedBlockingQueue<>();
            call.onEarlyMedia(early::add);
            String invite = pbx.receive("INVITE ");
            assertThat(invite).contains("Supported: timer,100rel,replaces");
            String contact = "Contact: <sip:op@127.0.0.1:" + pbx.port() + ">\r\n";
            String tagged = Scene.ok(invite).replaceFirst("(To: [^;\\r]*)\r\n", "$1;tag=op\r\n");
            String progress = tagged.replace("200 OK", "183 Session Progress").replace("Content-Length: 0",
                    contact + "Require: 100rel\r\nRSeq: 77\r\nContent-Type: application/sdp\r\nContent-Length: "
                            + Bench.ANSWER.length())
                    + Bench.ANSWER;
            pbx.send(progress);
            pbx.send(progress);

            String prack = pbx.receive("PRACK ");
            assertThat(prack).contains("RAck: 77 1 INVITE").contains("CSeq: 2 PRACK");
            pbx.send(Scene.ok(prack));
            assertThat(early.poll(30, TimeUnit.SECONDS)).isEqualTo(Bench.ANSWER);
            pbx.send(tagged.replace("Content-Length", contact + "Content-Length"));
            assertThat(call.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(pbx.receive("ACK ")).contains("CSeq: 1 ACK");

            assertThat(call.inOurPlace().orElseThrow().encode()).isEqualTo("sip:op@127.0.0.1:" + pbx.port()
                    + "?Replaces=" + RawPeer.header(invite, "Call-ID").replace("@", "%40")
                    + "%3Bto-tag%3Dop%3Bfrom-tag%3D"
                    + RawPeer.tag(RawPeer.header(invite, "From")));
            call.hangup();
            assertThat(pbx.receive("BYE ")).contains("CSeq: 3 BYE");
        }
    }

    @Test
    void aCallTakesThePlaceOfAnotherAndKeepsItsMailbox() {
        try (Bench bench = Bench.answering(); RawPeer pbx = bench.peer(Transport.UDP)) {
            Scene first = new Scene(pbx);
            pbx.send(first.invite(Bench.SDP, "Diversion: <sip:4101@127.0.0.1>;reason=no-answer"));
            String ok = first.heard(pbx.receive("SIP/2.0 200 "));
            pbx.send(first.ack(""));
            Call old = bench.call();
            String replaces = "Replaces: " + first.callId + ";from-tag=" + first.fromTag + ";to-tag="
                    + RawPeer.tag(RawPeer.header(ok, "To"));

            pbx.send(new Scene(pbx).invite(Bench.SDP, replaces + ";early-only"));
            pbx.receive("SIP/2.0 486 ");
            assertThat(old.ended()).isEmpty();

            Scene second = new Scene(pbx);
            pbx.send(second.invite(Bench.SDP, replaces).replace("+14255550199", "+14255550155"));
            second.heard(pbx.receive("SIP/2.0 200 ", second.callId));
            Call fresh = bench.call();
            assertThat(fresh.facts().candidates()).singleElement()
                    .satisfies(owner -> assertThat(owner.uri().user()).isEqualTo("4101"));
            assertThat(fresh.facts().caller().address().uri().user()).isEqualTo("+14255550155");
            pbx.receive("BYE ", first.callId);
            await().untilAsserted(() -> assertThat(old.ended()).contains(CallEnd.LOCAL_HANGUP));
            assertThat(fresh.ended()).isEmpty();

            Scene late = new Scene(pbx);
            pbx.send(late.invite(Bench.SDP, replaces));
            pbx.receive("SIP/2.0 481 ", late.callId);
        }
    }
}
