package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.voxpost.sip.Call;
import org.voxpost.sip.SipEndpoint.CallHandler;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipTls;

/** An endpoint on loopback with UDP and TCP, and the calls it got. */
final class Bench implements AutoCloseable {
    static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 0\r\n";
    static final String ANSWER = SDP.replace("4000", "5000");

    static {
        Awaitility.setDefaultTimeout(RawPeer.PATIENCE);
    }

    final JainSipEndpoint endpoint;
    final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    Bench(UnaryOperator<SipSettings> change, CallHandler handler) {
        endpoint = JainSipEndpoint.start(change.apply(settings(List.of(peer()))), call -> {
            calls.add(call);
            handler.take(call);
        });
    }

    static Bench answering() {
        return new Bench(same -> same, call -> call.answer(ANSWER));
    }

    static Bench with(CallHandler handler) {
        return new Bench(same -> same, handler);
    }

    /** Answering, with TLS first beside TCP and UDP, for these peers. */
    static Bench secured(SipTls tls, UnaryOperator<SipSettings> change, SipPeer... peers) {
        List<SipListener> points = List.of(new SipListener(Transport.TLS, "127.0.0.1", 0),
                new SipListener(Transport.TCP, "127.0.0.1", 0), new SipListener(Transport.UDP, "127.0.0.1", 0));
        return new Bench(
                s -> change.apply(new SipSettings(points, "", s.userAgent(), List.of(peers), 10, s.ackPatience(),
                        Optional.of(tls), s.timers(), s.trace())),
                call -> call.answer(ANSWER));
    }

    static SipPeer peer() {
        return new SipPeer("pbx", List.of("127.0.0.0/8", "::1"), true, Set.of("8000"), SipPeer.Pick.ORIGINAL,
                SipPeer.DEFAULT_ORDER, List.of());
    }

    static SipSettings settings(List<SipPeer> peers) {
        return new SipSettings(
                List.of(new SipListener(Transport.UDP, "127.0.0.1", 0), new SipListener(Transport.TCP, "127.0.0.1", 0)),
                "", "Voxpost", peers, 100, Duration.ofSeconds(32));
    }

    int port(Transport transport) {
        return endpoint.listeners().stream().filter(point -> point.transport() == transport).findFirst().orElseThrow()
                .port();
    }

    RawPeer peer(Transport transport) {
        return transport == Transport.UDP ? RawPeer.udp(port(transport)) : RawPeer.tcp(port(transport));
    }

    Call call() {
        try {
            Call call = calls.poll(RawPeer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("no call came in");
            }
            return call;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
