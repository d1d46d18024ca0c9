package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPeer;

/** What a tap sees: every header, no audio, no key. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ShownPacketsTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.10", 4000);
    private static final InetSocketAddress OURS = new InetSocketAddress("192.0.2.50", 20_000);

    private record Shown(boolean received, int length, byte[] head) {
        boolean event() {
            return (head[1] & 0x7F) == 101;
        }

        boolean report() {
            return (head[1] & 0xFF) == 200 || (head[1] & 0xFF) == 201; // SR or RR begins every compound (RFC 3550, 6.1)
        }
    }

    @ParameterizedTest
    @EnumSource(value = MediaPeer.Srtp.class, names = {"OFF", "REQUIRED"})
    void bothDirectionsAreShownAndKeysAreNot(MediaPeer.Srtp srtp) {
        var seen = new ConcurrentLinkedQueue<Shown>();
        MediaPeer peer = new MediaPeer(List.of("PCMU"), List.of(), srtp);
        try (var call = new LoopbackCall(peer, peer)) {
            call.callee
                    .tap((received, ours, from, atNanos, length, head) -> seen.add(new Shown(received, length, head)));
            call.caller.play(LoopbackCall.mu(LoopbackCall.noise(400, 5)));
            call.callee.play(LoopbackCall.mu(LoopbackCall.noise(400, 6)));
            call.caller.awaitPlayed(false);
            call.callee.awaitPlayed(false);

            call.caller.sendKey(new Key('7'));
            assertThat(call.callee.nextKey(Duration.ofSeconds(20))).contains(new Key('7'));
            call.callee.sendKey(new Key('9'));
            assertThat(call.caller.nextKey(Duration.ofSeconds(20))).contains(new Key('9'));

            for (boolean received : new boolean[]{true, false}) {
                Awaitility.await()
                        .until(() -> seen.stream().anyMatch(one -> one.received() == received && one.event()));
                assertThat(seen).filteredOn(one -> one.received() == received && one.event())
                        .allMatch(
                                one -> one.head().length == 16 && one.head()[12] == (byte) 0xFF && one.length() == 16);
                assertThat(seen).filteredOn(one -> one.received() == received && !one.event() && !one.report())
                        .hasSizeGreaterThan(15).allMatch(one -> one.head().length == 12 && one.length() == 172);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = MediaPeer.Srtp.class, names = {"OFF", "REQUIRED"})
    void theLastReportIsShownWholeFromBothEndsPort(MediaPeer.Srtp srtp) {
        var seen = new ConcurrentLinkedQueue<Shown>();
        MediaPeer peer = new MediaPeer(List.of("PCMU"), List.of(), srtp);
        try (var call = new LoopbackCall(peer, peer)) {
            call.callee
                    .tap((received, ours, from, atNanos, length, head) -> seen.add(new Shown(received, length, head)));
            call.caller.play(LoopbackCall.mu(LoopbackCall.noise(400, 5)));
            call.callee.play(LoopbackCall.mu(LoopbackCall.noise(400, 6)));
            call.caller.awaitPlayed(false);
            call.callee.awaitPlayed(false);

            call.caller.close();
            Awaitility.await().until(() -> seen.stream().anyMatch(one -> one.received() && one.report()));
            call.callee.close();
            Awaitility.await().until(() -> seen.stream().anyMatch(one -> !one.received() && one.report()));

            assertThat(seen).filteredOn(Shown::report).allMatch(one -> one.head().length == one.length());
        }
    }

    @Test
    void aReportIsOnTheNextPortUnlessItSharesThatOfRtp() {
        var ports = new ArrayList<Integer>();
        var shown = new ShownPackets((received, ours, peer, at, length, head) -> ports.add(ours.getPort()), OURS);

        shown.report(true, PEER, ByteBuffer.allocate(1600), false, 0);
        shown.report(true, PEER, ByteBuffer.allocate(8), true, 0);

        assertThat(ports).containsExactly(20_001, 20_000);
    }

    /** RFC 3550, 5.1: two CSRCs (CC 2), an extension of one word (X); the payload is an event, 5 with its end. */
    @ParameterizedTest
    @CsvSource({"9265000100000000000000070000000a0000000bbede000110ff0000058a0320, 28, ff8a0320", //
            "80650001000000000000000705, 12, ''", "806500010000000000000007058a0320, 12, ff8a0320",
            "800000010000000000000007058a0320, 12, ''"})
    void theHeadEndsBehindTheHeaderOrTheMaskedEvent(String packet, int header, String event) {
        byte[] bytes = HexFormat.of().parseHex(packet);
        var heads = new ArrayList<String>();

        new ShownPackets((received, ours, peer, at, length, head) -> heads.add(HexFormat.of().formatHex(head)), OURS)
                .show(true, PEER, ByteBuffer.wrap(bytes), OptionalInt.of(101), 0);

        assertThat(heads).containsExactly(packet.substring(0, 2 * header) + event);
    }

    @Test
    void whatIsNoRtpIsNotShownAndALongHeaderIsCut() {
        var heads = new ArrayList<byte[]>();
        var shown = new ShownPackets((received, ours, peer, at, length, head) -> heads.add(head), OURS);
        byte[] extended = new byte[300];
        extended[0] = (byte) 0x90;
        extended[15] = 60; // words of extension

        shown.show(true, PEER, ByteBuffer.wrap(new byte[]{0, 1, 2}), OptionalInt.empty(), 0);
        shown.show(true, PEER, ByteBuffer.wrap(extended), OptionalInt.of(0), 0);

        assertThat(heads).singleElement().satisfies(head -> assertThat(head).hasSize(80));
    }
}
