package org.voxpost.service.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.service.trace.TraceStep.Kind;

/** Capture files (libpcap's format) of what was traced. */
class TracePcapTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000250Z");
    private static final String INVITE = "INVITE sip:8000@192.0.2.50 SIP/2.0  [192.0.2.10:5060 the pbx]\r\nCSeq: 1 INVITE\r\n\r\n";
    private static final int RECORD = 16;
    private static final InetSocketAddress OURS = new InetSocketAddress("192.0.2.50", 20_000);
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.10", 4000);

    @TempDir
    Path directory;

    private record Captured(long micros, int length, ByteBuffer packet) {
    }

    private static List<Captured> captured(List<TraceStep> steps) throws IOException {
        var out = new ByteArrayOutputStream();
        new TracePcap("192.0.2.50").write(steps, out);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt()).as("magic").isEqualTo(0xa1b2c3d4);
        file.position(24);
        List<Captured> all = new ArrayList<>();
        while (file.remaining() >= RECORD) {
            long micros = file.getInt() * 1_000_000L + file.getInt();
            int kept = file.getInt();
            int length = file.getInt();
            all.add(new Captured(micros, length, file.slice(file.position(), kept).order(ByteOrder.BIG_ENDIAN)));
            file.position(file.position() + kept);
        }
        assertThat(file.remaining()).isZero();
        return all;
    }

    private static TraceStep step(Instant at, Kind kind, String text) {
        return new TraceStep(at, "abc@pbx", kind, text);
    }

    @Test
    void eachMessageLiesBetweenItsAddresses() throws IOException {
        List<Captured> found = captured(List.of(step(NOON, Kind.SIP_IN, INVITE), step(NOON, Kind.FLOW, "no message")));

        assertThat(found).hasSize(1);
        ByteBuffer packet = found.getFirst().packet();
        String text = INVITE.replace("  [192.0.2.10:5060 the pbx]", "");
        assertThat(packet.capacity()).isEqualTo(found.getFirst().length()).isEqualTo(28 + text.length());
        assertThat(packet.getInt(12)).as("from").isEqualTo(0xc000020a);
        assertThat(packet.getInt(16)).as("to").isEqualTo(0xc0000232);
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += Short.toUnsignedInt(packet.getShort(i));
        }
        assertThat((sum & 0xffff) + (sum >> 16)).as("checksum of the IP header").isEqualTo(0xffff);
        assertThat(StandardCharsets.US_ASCII.decode(packet.slice(28, text.length())).toString()).isEqualTo(text);
    }

    @Test
    void whatIsTracedOfIpv6IsIpv6() throws IOException {
        ByteBuffer packet = captured(List.of(step(NOON, Kind.SIP_OUT, INVITE.replace("192.0.2.10:", "2001:db8::7:"))))
                .getFirst().packet();

        assertThat(packet.get(0) >> 4 & 0xf).isEqualTo(6);
        assertThat(packet.getShort(4)).as("payload length").isEqualTo((short) (packet.capacity() - 40));
        assertThat(packet.getInt(8 + 12)).as("from, an IPv4 address").isEqualTo(0xc0000232);
        assertThat(packet.getInt(24)).as("to").isEqualTo(0x20010db8);
    }

    @Test
    void packetsAreKeptWhereTheyWereAskedForAndOnlyAsLong() throws IOException {
        InstantSource clock = InstantSource.fixed(NOON);
        try (TraceLog log = TraceLog.open(directory, 1 << 20, 2, clock)) {
            assertThat(log.packets("abc@pbx", "pbx")).isEmpty();
            PacketWish.of(directory).make("pbx", NOON.plusSeconds(60));
            assertThat(log.packets("abc@pbx", "other")).isEmpty();
            PacketSteps steps = log.packets("abc@pbx", "pbx").orElseThrow();
            long now = System.nanoTime();
            byte[] header = HexFormat.of().parseHex("800000010000000012345678");
            steps.packet(true, OURS, PEER, now, 172, header);
            steps.packet(false, OURS, PEER, now + 5_000_000, 172, header);
            steps.packet(true, OURS, PEER, now + 2_000_000_000, 16, header);
            steps.flush();
            PacketWish.of(directory).make("pbx", NOON);
            assertThat(log.packets("abc@pbx", "pbx")).isEmpty();
        }
        List<TraceStep> traced = new TraceReader(directory).steps("abc@pbx");
        List<TraceStep> steps = new ArrayList<>(traced);
        steps.add(step(traced.getFirst().at().plusMillis(2), Kind.SIP_IN, INVITE));

        List<Captured> found = captured(steps);

        assertThat(traced).hasSize(2);
        assertThat(Ladder.draw(traced, ZoneOffset.UTC, false)).contains("rtp: 192.0.2.50:20000 - 192.0.2.10:4000")
                .doesNotContain("12345678");
        assertThat(found).extracting(Captured::length).containsExactly(28 + 172,
                28 + INVITE.replace("  [192.0.2.10:5060 the pbx]", "").length(), 28 + 172, 28 + 16);
        assertThat(found.get(2).micros() - found.getFirst().micros()).isEqualTo(5000);
        assertThat(found.getFirst().packet().capacity()).isEqualTo(28 + 12);
        assertThat(found.getFirst().packet().getInt(12)).as("from the peer").isEqualTo(0xc000020a);
        assertThat(found.get(2).packet().getInt(12)).as("from us").isEqualTo(0xc0000232);
        assertThat(found.get(2).packet().getShort(20)).isEqualTo((short) 20_000);
    }

    @Test
    void ofAnEndlessCallTheBeginningIsKept() throws IOException {
        try (TraceLog log = TraceLog.open(directory)) {
            PacketWish.of(directory).make("pbx", Instant.now().plusSeconds(600));
            PacketSteps steps = log.packets("abc@pbx", "pbx").orElseThrow();
            for (int i = 0; i < 60_100; i++) {
                steps.packet(true, OURS, PEER, i * 1000L, 172, new byte[]{1});
            }
        }

        assertThat(new TraceReader(directory).steps("abc@pbx").stream()
                .mapToLong(step -> PacketSteps.Packet.all(step.text()).count()).sum()).isEqualTo(60_000);
    }

    @Test
    void aWishThatCannotBeReadIsNone() throws IOException {
        assertThatThrownBy(() -> PacketWish.of(directory.resolve("absent")).make("pbx", NOON))
                .isInstanceOf(UncheckedIOException.class);
        Files.writeString(directory.resolve("rtp-wanted"), "soon\npbx\n");

        assertThat(PacketWish.of(directory).covers("pbx", NOON)).isFalse();
    }
}
