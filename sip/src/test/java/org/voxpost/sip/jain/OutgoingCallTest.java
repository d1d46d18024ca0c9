package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** Two endpoints on loopback: one calls the other. */
@Timeout(120)
class OutgoingCallTest {
    private static final SipAddress PAT = SipAddress.parse("\"Pat Doe\" <sip:+14255550199@127.0.0.1>");

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isAnsweredAndHungUp(Transport transport) {
        try (Bench callee = Bench.answering(); Bench caller = Bench.answering()) {
            OutgoingCall out = caller.endpoint.call(new OutgoingRequest(target(callee, transport), PAT, Bench.SDP,
                    List.of(new HeaderLine("Diversion", "<sip:4101@127.0.0.1>;reason=user-busy"))));

            assertThat(out.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(out.remoteSdp()).contains(Bench.ANSWER);
            Call in = callee.call();
            assertThat(in.facts().caller().address().display()).isEqualTo("Pat Doe");
            assertThat(in.facts().candidates()).singleElement()
                    .satisfies(owner -> assertThat(owner.uri().user()).isEqualTo("4101"));
            assertThat(caller.endpoint.activeCalls()).isEqualTo(1);

            out.hangup();

            await().untilAsserted(() -> assertThat(in.ended()).contains(CallEnd.REMOTE_BYE));
            assertThat(out.ended()).contains(CallEnd.LOCAL_HANGUP);
            await().untilAsserted(() -> assertThat(caller.endpoint.activeCalls()).isZero());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isEndedByTheCallee(Transport transport) {
        try (Bench callee = Bench.answering(); Bench caller = Bench.answering()) {
            OutgoingCall out = caller.endpoint
                    .call(new OutgoingRequest(target(callee, transport), PAT, Bench.SDP, List.of()));
            assertThat(out.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);

            callee.call().hangup();

            await().untilAsserted(() -> assertThat(out.ended()).contains(CallEnd.REMOTE_BYE));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void isEndedByACalleeThatIsNoPeerOfOurs(Transport transport) {
        SipPeer elsewhere = new SipPeer("pbx", List.of("192.0.2.0/24"), true, Set.of(), SipPeer.Pick.ORIGINAL,
                SipPeer.DEFAULT_ORDER, List.of());
        try (Bench callee = Bench.answering(); Bench caller = new Bench(s -> Bench.settings(List.of(elsewhere)), in -> {
        })) {
            OutgoingCall out = caller.endpoint
                    .call(new OutgoingRequest(target(callee, transport), PAT, Bench.SDP, List.of()));
            assertThat(out.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);

            callee.call().hangup();

            await().untilAsserted(() -> assertThat(out.ended()).contains(CallEnd.REMOTE_BYE));
        }
    }

    @Test
    void isRefused() {
        try (Bench callee = Bench.with(call -> call.reject(SipStatus.BUSY_HERE)); Bench caller = Bench.answering()) {
            OutgoingCall out = caller.endpoint
                    .call(new OutgoingRequest(target(callee, Transport.UDP), PAT, Bench.SDP, List.of()));

            assertThat(out.awaitAnswer(RawPeer.PATIENCE).code()).isEqualTo(486);
            await().untilAsserted(() -> assertThat(out.ended()).contains(CallEnd.REJECTED));
        }
    }

    @Test
    void isCancelledWhenNobodyAnswersInTime() {
        try (Bench callee = Bench.with(call -> {
            call.ring();
            await().until(() -> call.ended().isPresent());
        }); Bench caller = Bench.answering()) {
            OutgoingCall out = caller.endpoint
                    .call(new OutgoingRequest(target(callee, Transport.UDP), PAT, Bench.SDP, List.of()));

            assertThat(out.awaitAnswer(Duration.ofMillis(700))).isEqualTo(SipStatus.REQUEST_TIMEOUT);

            Call in = callee.call();
            await().untilAsserted(() -> assertThat(in.ended()).contains(CallEnd.CANCELLED));
        }
    }

    @Test
    void optionsAreAnsweredAndRefusedWhileDraining() {
        try (Bench callee = Bench.answering(); Bench caller = Bench.answering()) {
            SipUri target = target(callee, Transport.UDP);
            assertThat(caller.endpoint.options(target, RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);

            callee.endpoint.drain();

            assertThat(caller.endpoint.options(target, RawPeer.PATIENCE).code()).isEqualTo(503);
        }
    }

    @Test
    void anUnknownTransportIsSaidAtOnce() {
        try (Bench caller = Bench.answering()) {
            SipUri target = SipUri.parse("sip:8000@127.0.0.1;transport=tls");
            OutgoingRequest request = new OutgoingRequest(target, PAT, Bench.SDP, List.of());

            assertThatThrownBy(() -> caller.endpoint.call(request)).isInstanceOf(SipException.class)
                    .hasMessageContaining("transport=tls");
        }
    }

    private static SipUri target(Bench callee, Transport transport) {
        return new SipUri("sip", "8000", "127.0.0.1", callee.port(transport),
                Map.of("transport", transport.name().toLowerCase(java.util.Locale.ROOT)), Map.of());
    }
}
