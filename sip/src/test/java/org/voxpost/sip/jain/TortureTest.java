package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.SipLimits;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipSettings;

/** The torture tests of RFC 4475 and RFC 5118 and some of our own, over real sockets. */
@Timeout(120)
class TortureTest {
    private static final Duration QUIET = Duration.ofMillis(150);
    private static final SipLimits QUICK = new SipLimits(8192, 65_536, 256, 65_536, 40, 5, Duration.ofMillis(700),
            Duration.ofMillis(900));
    private static final SipLimits ENOUGH = new SipLimits(8192, 65_536, 256, 65_536, 40, 5, Duration.ofSeconds(2),
            Duration.ofMinutes(1));

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void everyMessageGetsTheReactionItsRfcAsksFor(Transport transport) {
        List<String> wrong = new ArrayList<>();
        try (Bench bench = new Bench(s -> s.withLimits(ENOUGH), call -> call.answer(Bench.ANSWER))) {
            for (TortureMessage message : TortureMessage.all()) {
                react(bench, transport, message).ifPresent(wrong::add);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void ofTwoRequestsInADatagramOnlyTheFirstCounts() {
        try (Bench bench = Bench.answering(); RawPeer peer = bench.peer(Transport.UDP)) {
            peer.send(new Scene(peer).request("REGISTER", "") + new Scene(peer).invite(Bench.SDP));

            assertThat(peer.receive()).startsWith("SIP/2.0 405");
            assertThat(peer.receive(Duration.ofMillis(300))).isEmpty();
            assertThat(bench.calls).isEmpty();
        }
    }

    @Test
    void slowSendersAndSilentConnectionsAreClosed() {
        try (Bench bench = new Bench(s -> s.withLimits(QUICK), call -> call.answer(Bench.ANSWER));
                RawPeer slow = bench.peer(Transport.TCP);
                RawPeer silent = bench.peer(Transport.TCP)) {
            slow.send(new Scene(slow).request("OPTIONS", "").substring(0, 90));

            await().atMost(RawPeer.PATIENCE).until(slow::closedByPeer);
            await().atMost(RawPeer.PATIENCE).until(silent::closedByPeer);
        }
    }

    @Test
    void moreConnectionsThanAllowedAreClosedAndThoseThatEndedMakeRoom() {
        SipLimits few = new SipLimits(8192, 65_536, 256, 65_536, 25, 5, Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (Bench bench = new Bench(s -> s.withLimits(few), call -> call.answer(Bench.ANSWER))) {
            List<RawPeer> halfOpen = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                halfOpen.add(bench.peer(Transport.TCP));
            }
            await().atMost(RawPeer.PATIENCE)
                    .until(() -> halfOpen.stream().filter(RawPeer::closedByPeer).count() == 40);
            halfOpen.forEach(RawPeer::close);

            await().atMost(RawPeer.PATIENCE).until(() -> healthy(bench, Transport.TCP));
        }
    }

    @Test
    void aDoubleLineBreakIsAnsweredByASingleOne() throws java.io.IOException {
        try (Bench bench = Bench.answering();
                java.net.Socket socket = new java.net.Socket("127.0.0.1", bench.port(Transport.TCP))) {
            socket.setSoTimeout(20_000);

            socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readNBytes(2)).isEqualTo(new byte[]{'\r', '\n'});
            try (RawPeer peer = RawPeer.over(socket, "TCP")) {
                peer.send("\r\n" + new Scene(peer).request("OPTIONS", ""));
                assertThat(peer.receive()).startsWith("SIP/2.0 200");
            }
        }
    }

    @Test
    void twoHundredInvitesThatNobodyAcknowledgesLeaveNothingBehind() {
        try (Bench bench = new Bench(s -> new SipSettings(s.listeners(), "", s.userAgent(), s.peers(), 300,
                Duration.ofSeconds(2)), call -> call.answer(Bench.ANSWER)); RawPeer peer = bench.peer(Transport.UDP)) {
            for (int i = 0; i < 200; i++) {
                peer.send(new Scene(peer).invite(Bench.SDP));
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> bench.calls.size() == 200);
            await().atMost(Duration.ofSeconds(30)).until(() -> bench.endpoint.activeCalls() == 0);
            assertThat(bench.calls).extracting(Call::ended).containsOnly(Optional.of(CallEnd.NO_ACK));
            await().until(() -> healthy(bench, Transport.UDP));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void mutatedMessagesOverSocketsLeaveTheEndpointHealthy(Transport transport) {
        Random random = new Random(5118);
        List<TortureMessage> all = TortureMessage.all();
        try (Bench bench = new Bench(s -> s.withLimits(QUICK),
                call -> call.reject(org.voxpost.sip.SipStatus.BUSY_HERE))) {
            for (int i = 0; i < (transport == Transport.UDP ? 2000 : 150); i++) {
                TortureMessage message = all.get(random.nextInt(all.size()));
                try (RawPeer peer = bench.peer(transport)) {
                    peer.sendBytes(Mutation.of(message.bytes(transport.name(), peer.port()), random));
                } catch (java.io.UncheckedIOException closedByUs) {
                    assertThat(closedByUs).hasMessageNotContaining("refused");
                }
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> healthy(bench, transport));
            await().atMost(Duration.ofSeconds(20)).until(() -> bench.endpoint.activeCalls() == 0);
        }
    }

    private static boolean healthy(Bench bench, Transport transport) {
        try (RawPeer peer = bench.peer(transport)) {
            peer.send(new Scene(peer).request("OPTIONS", ""));
            return peer.receive(Duration.ofSeconds(1)).filter(ok -> ok.startsWith("SIP/2.0 200")).isPresent();
        } catch (java.io.UncheckedIOException full) {
            return false;
        }
    }

    /** What was wrong with the reaction, if anything. */
    private static Optional<String> react(Bench bench, Transport transport, TortureMessage message) {
        String reaction = message.reaction(transport);
        boolean closed = reaction.endsWith("-closed");
        String wanted = reaction.replace("-closed", "");
        try (RawPeer peer = bench.peer(transport)) {
            peer.sendBytes(message.bytes(transport.name(), peer.port()));
            Optional<String> answer = answer(peer, wanted.equals("drop") ? QUIET : RawPeer.PATIENCE);
            String seen = answer.flatMap(text -> text.lines().findFirst()).orElse("silence");
            String[] words = wanted.split(" ", 2);
            boolean right = wanted.equals("drop")
                    ? answer.isEmpty()
                    : seen.matches("SIP/2\\.0 (" + words[0] + ") .*")
                            && (words.length == 1 || answer.orElse("").contains(words[1]));
            if (right && closed) {
                await().atMost(RawPeer.PATIENCE).until(peer::closedByPeer);
            }
            boolean well = closed || transport == Transport.UDP || aliveAfter(peer);
            return right && well
                    ? Optional.empty()
                    : Optional.of(message.name() + " (" + message.section() + "): wanted " + reaction + ", saw " + seen
                            + (well ? "" : ", then a dead connection"));
        }
    }

    private static Optional<String> answer(RawPeer peer, Duration patience) {
        Pattern provisional = Pattern.compile("SIP/2\\.0 1\\d\\d ");
        Optional<String> next = peer.receive(patience);
        while (next.isPresent() && provisional.matcher(next.get()).lookingAt()) {
            next = peer.receive(patience);
        }
        return next;
    }

    private static boolean aliveAfter(RawPeer peer) {
        Scene next = new Scene(peer);
        peer.send(next.request("OPTIONS", ""));
        for (int i = 0; i < 5; i++) {
            Optional<String> message = peer.receive(RawPeer.PATIENCE);
            if (message.isEmpty()) {
                return false;
            }
            if (message.get().contains(next.callId)) {
                return true;
            }
        }
        return fail("only other messages came");
    }
}
