package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipStatus;

/** A call that comes in, over real sockets, by a peer that writes its own bytes. */
@Timeout(120)
class IncomingCallTest {

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isAnsweredAndEndedByTheCaller(Transport transport) {
        try (Bench bench = Bench.with(call -> {
            call.ring();
            call.answer(Bench.ANSWER);
        }); RawPeer peer = bench.peer(transport)) {
            Scene scene = new Scene(peer);

            peer.send(scene.invite(Bench.SDP, "Diversion: <sip:4101@127.0.0.1>;reason=no-answer"));

            peer.receive("SIP/2.0 100 ");
            String ringing = peer.receive("SIP/2.0 180 ");
            String ok = scene.heard(peer.receive("SIP/2.0 200 "));
            assertThat(ok).startsWith("SIP/2.0 200 ").contains("Allow: INVITE");
            assertThat(RawPeer.header(ok, "To")).isEqualTo(RawPeer.header(ringing, "To")).contains(";tag=");
            assertThat(RawPeer.header(ok, "Contact")).contains("127.0.0.1:" + bench.port(transport));
            assertThat(RawPeer.body(ok)).isEqualTo(Bench.ANSWER);
            Call call = bench.call();
            assertThat(call.offer()).contains(Bench.SDP);
            assertThat(call.facts().candidates()).singleElement()
                    .satisfies(owner -> assertThat(owner.uri().user()).isEqualTo("4101"));
            peer.send(scene.ack(""));
            AtomicInteger ends = new AtomicInteger();
            call.whenEnded(ends::incrementAndGet);
            assertThat(bench.endpoint.activeCalls()).isEqualTo(1);

            peer.send(scene.next("BYE", ""));

            assertThat(peer.receive("SIP/2.0 200 ", " BYE")).contains(scene.callId);
            await().untilAsserted(() -> assertThat(call.ended()).contains(CallEnd.REMOTE_BYE));
            await().untilAsserted(() -> assertThat(bench.endpoint.activeCalls()).isZero());
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void aCallThatIsOverIsNotKeptInMemory() {
        try (Bench bench = Bench.answering(); RawPeer peer = bench.peer(Transport.UDP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            scene.heard(peer.receive("SIP/2.0 200 "));
            peer.send(scene.ack(""));
            var call = new WeakReference<>(bench.call());
            peer.send(scene.next("BYE", ""));
            peer.receive("SIP/2.0 200 ", " BYE");

            await().until(() -> {
                System.gc();
                return call.refersTo(null);
            });
        }
    }

    @Test
    void aCallThatBothSidesEndAtOnceGivesItsPlaceBackOnce() {
        try (Bench bench = Bench.answering(); RawPeer peer = bench.peer(Transport.UDP)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            scene.heard(peer.receive("SIP/2.0 200 "));
            peer.send(scene.ack(""));
            Call call = bench.call();
            call.awaitRemoteAnswer(RawPeer.PATIENCE); // until the ACK is here
            call.whenEnded(() -> {
                peer.send(scene.next("BYE", ""));
                peer.receive("SIP/2.0 200 ", " BYE");
                await().until(() -> bench.endpoint.activeCalls() == 0);
            });

            call.hangup();

            assertThat(bench.endpoint.activeCalls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void sendsThe200AgainUntilTheAckComes(Transport transport) {
        try (Bench bench = Bench.answering(); RawPeer peer = bench.peer(transport)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            String first = scene.heard(peer.receive("SIP/2.0 200 "));

            assertThat(peer.receive()).isEqualTo(first); // after 0.5 s
            assertThat(peer.receive()).isEqualTo(first); // after 1 s more

            peer.send(scene.ack(""));
            Call call = bench.call();
            call.awaitRemoteAnswer(RawPeer.PATIENCE); // until the ACK is here
            while (peer.receive(Duration.ofMillis(200)).isPresent()) { // what was on its way
                assertThat(call.ended()).isEmpty();
            }
            assertThat(peer.receive(Duration.ofMillis(2300))).isEmpty();
            assertThat(call.ended()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void endsWithByeWhenNobodyAcknowledges(Transport transport) {
        try (Bench bench = new Bench(s -> new org.voxpost.sip.SipSettings(s.listeners(), "", s.userAgent(), s.peers(),
                10, Duration.ofMillis(800)), call -> call.answer(Bench.ANSWER)); RawPeer peer = bench.peer(transport)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            scene.heard(peer.receive("SIP/2.0 200 "));

            String bye = peer.receive("BYE ");

            assertThat(RawPeer.header(bye, "To")).contains(scene.fromTag);
            Call call = bench.call();
            await().untilAsserted(() -> assertThat(call.ended()).contains(CallEnd.NO_ACK));
            peer.send(Scene.ok(bye));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void offersItselfWhenTheInviteDoesNot(Transport transport) {
        try (Bench bench = Bench.with(call -> call.answer(Bench.SDP)); RawPeer peer = bench.peer(transport)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(""));
            assertThat(RawPeer.body(scene.heard(peer.receive("SIP/2.0 200 ")))).isEqualTo(Bench.SDP);
            Call call = bench.call();
            assertThat(call.offer()).isEmpty();

            peer.send(scene.ack(Bench.ANSWER));

            assertThat(call.awaitRemoteAnswer(RawPeer.PATIENCE)).contains(Bench.ANSWER);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isCancelledWhileItRings(Transport transport) {
        try (Bench bench = Bench.with(call -> {
            call.ring();
            await().until(() -> call.ended().isPresent());
        }); RawPeer peer = bench.peer(transport)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            peer.receive("SIP/2.0 180 ");

            peer.send(scene.request("CANCEL", ""));

            StringBuilder heard = new StringBuilder(); // in either order, and the 487 again if the machine is busy
            while (!heard.toString().contains("SIP/2.0 200 ") || !heard.toString().contains("SIP/2.0 487 ")) {
                heard.append(peer.receive("SIP/2.0 "));
            }
            assertThat(heard).contains(" CANCEL");
            Call call = bench.call();
            await().untilAsserted(() -> assertThat(call.ended()).contains(CallEnd.CANCELLED));
            await().untilAsserted(() -> assertThat(bench.endpoint.activeCalls()).isZero());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isHungUpFromOurSide(Transport transport) {
        try (Bench bench = Bench.answering(); RawPeer peer = bench.peer(transport)) {
            Scene scene = new Scene(peer);
            peer.send(scene.invite(Bench.SDP));
            scene.heard(peer.receive("SIP/2.0 200 "));
            peer.send(scene.ack(""));
            Call call = bench.call();

            call.hangup();

            String bye = peer.receive("BYE ");
            peer.send(Scene.ok(bye));
            assertThat(bye).startsWith("BYE sip:pat@127.0.0.1:" + peer.port());
            await().untilAsserted(() -> assertThat(call.ended()).isEqualTo(Optional.of(CallEnd.LOCAL_HANGUP)));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isRefusedByTheFlow(Transport transport) {
        try (Bench bench = Bench.with(call -> call.reject(SipStatus.NOT_FOUND)); RawPeer peer = bench.peer(transport)) {
            Scene scene = new Scene(peer);

            peer.send(scene.invite(Bench.SDP));

            assertThat(peer.receive("SIP/2.0 4")).startsWith("SIP/2.0 404 Not Found");
            Call call = bench.call();
            await().untilAsserted(() -> assertThat(call.ended()).contains(CallEnd.REJECTED));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isRefused500WhenTheFlowLeavesItUnanswered(Transport transport) {
        try (Bench bench = Bench.with(call -> {
            throw new IllegalStateException("flow broke");
        }); RawPeer peer = bench.peer(transport)) {
            peer.send(new Scene(peer).invite(Bench.SDP));

            assertThat(peer.receive("SIP/2.0 5")).startsWith("SIP/2.0 500 ");
        }
    }
}
