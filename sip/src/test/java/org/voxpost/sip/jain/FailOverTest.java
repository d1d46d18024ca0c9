package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.Registration;
import org.voxpost.sip.ServiceLookup;
import org.voxpost.sip.ServiceLookup.Server;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipTrunk;
import org.voxpost.sip.SipUri;

/** Servers of a domain one after the other, outbound proxies, keep-alives. */
@Timeout(120)
class FailOverTest {
    private static final SipAddress UM = SipAddress.parse("<sip:um@127.0.0.1>");
    private static final SipUri OPERATOR = SipUri.parse("sip:4200@pbx.example.com");

    private static Bench callerOf(String service, int first, int second) {
        ServiceLookup services = name -> name.equals(service)
                ? List.of(new Server(20, 1, "127.0.0.1", second), new Server(10, 1, "127.0.0.1", first))
                : List.of();
        return new Bench(s -> s.withServices(services), call -> call.answer(Bench.ANSWER));
    }

    private static OutgoingCall call(Bench caller) {
        return caller.endpoint.call(new OutgoingRequest(OPERATOR, UM, Bench.SDP, List.of()));
    }

    @Test
    void aServerThatIsUnavailableIsPassedOverAndThenAskedLast() {
        try (RawPeer first = RawPeer.udpServer();
                Bench second = Bench.answering();
                Bench caller = callerOf("_sip._udp.pbx.example.com", first.port(), second.port(Transport.UDP))) {
            OutgoingCall call = call(caller);
            String invite = first.receive("INVITE sip:4200@pbx.example.com ");
            first.send(Scene.ok(invite).replace("200 OK", "503 Service Unavailable"));

            assertThat(call.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(second.call().sipCallId()).isEqualTo(RawPeer.header(invite, "Call-ID"));
            call.hangup();
            first.receive("ACK ");

            OutgoingCall again = call(caller);
            assertThat(again.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(first.receive(Duration.ofMillis(100))).isEmpty();
        }
    }

    @Test
    void aServerThatSaysNothingIsPassedOverAfterFourSeconds() {
        try (RawPeer silent = RawPeer.udpServer();
                Bench second = Bench.answering();
                Bench caller = callerOf("_sip._udp.pbx.example.com", silent.port(), second.port(Transport.UDP))) {
            OutgoingCall call = call(caller);

            assertThat(call.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(silent.receive("INVITE ")).contains("CSeq: 1 INVITE");
        }
    }

    @Test
    void aServerThatCannotBeReachedIsPassedOver() throws IOException {
        try (Socket bound = new Socket()) { // to a port that nobody listens on
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            passesOver(bound.getLocalPort());
        }
    }

    private static void passesOver(int nobody) {
        ServiceLookup services = name -> name.equals("_sip._tcp.pbx.example.com")
                ? List.of(new Server(1, 0, "127.0.0.1", nobody), new Server(2, 0, "127.0.0.1", nobody))
                : List.of();
        try (Bench second = Bench.answering();
                Bench caller = callerOf("_sip._tcp.pbx.example.com", nobody, second.port(Transport.TCP));
                Bench without = new Bench(s -> s.withServices(services), call -> call.answer(Bench.ANSWER))) {
            assertThat(call(caller).awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(caller.endpoint.options(OPERATOR, RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);

            assertThat(call(without).awaitAnswer(RawPeer.PATIENCE).code()).isEqualTo(503);
        }
    }

    @Test
    void callsAndRegistrationsGoThroughTheOutboundProxy() {
        try (RawPeer proxy = RawPeer.udpServer(); Bench caller = Bench.answering()) {
            SipUri through = SipUri.of("", "127.0.0.1", proxy.port());
            caller.endpoint.call(new OutgoingRequest(SipUri.parse("sip:4200@192.0.2.1"), UM, Bench.SDP, List.of(),
                    Optional.of(through)));
            assertThat(proxy.receive("INVITE sip:4200@192.0.2.1 "))
                    .contains("Route: <sip:127.0.0.1:" + proxy.port() + ";lr>");

            caller.endpoint.register(new Registration.Request(SipUri.parse("sip:192.0.2.1"), UM,
                    Duration.ofSeconds(60), Optional.of(through)));
            assertThat(proxy.receive("REGISTER sip:192.0.2.1 ")).contains("Route: <sip:127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void keepAlivesArriveAgainAndAgain() throws IOException {
        try (ServerSocket pbx = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SipPeer kept = Bench.peer().with(SipTrunk.PLAIN.withKeepAlive(new SipTrunk.Regularly(
                    SipUri.parse("sip:127.0.0.1:" + pbx.getLocalPort() + ";transport=tcp"), Duration.ofMillis(100))));
            try (Bench bench = new Bench(s -> Bench.settings(List.of(kept)), call -> call.answer(Bench.ANSWER));
                    Socket connection = pbx.accept()) {
                InputStream in = connection.getInputStream();

                assertThat(new String(in.readNBytes(8), java.nio.charset.StandardCharsets.US_ASCII))
                        .isEqualTo("\r\n\r\n\r\n\r\n");
                assertThat(bench.endpoint.activeCalls()).isZero();
            }
        }
    }

    @Test
    void aPeersOwnSessionTimerCounts() {
        SipPeer strict = Bench.peer().with(SipTrunk.PLAIN
                .withTimers(new SessionTimers(Duration.ofMinutes(10), Duration.ofMinutes(5))));
        try (Bench bench = new Bench(s -> Bench.settings(List.of(strict)), call -> call.answer(Bench.ANSWER));
                RawPeer pbx = bench.peer(Transport.UDP)) {
            pbx.send(new Scene(pbx).invite(Bench.SDP, "Supported: timer", "Session-Expires: 120"));
            assertThat(pbx.receive("SIP/2.0 422 ")).contains("Min-SE: 300");

            pbx.send(new Scene(pbx).invite(Bench.SDP, "Supported: timer", "Session-Expires: 1800"));
            assertThat(pbx.receive("SIP/2.0 200 ")).contains("Session-Expires: 600;");
        }
    }

    @Test
    void serversOfLowerPriorityNumberComeFirstAndWeightsAreChances() {
        Server heavy = new Server(1, 99, "a", 1);
        Server light = new Server(1, 1, "b", 1);
        Server last = new Server(2, 1000, "c", 1);
        int heavyFirst = 0;
        for (int i = 0; i < 500; i++) {
            List<Server> ordered = Targets.ordered(List.of(last, light, heavy));
            assertThat(ordered.getLast()).isEqualTo(last);
            heavyFirst += ordered.getFirst().equals(heavy) ? 1 : 0;
        }

        assertThat(heavyFirst).isGreaterThan(400);
    }
}
