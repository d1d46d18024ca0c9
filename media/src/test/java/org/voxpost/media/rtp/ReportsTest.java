package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Layouts: RFC 3550, 6.4.1, 6.5, 6.6. */
class ReportsTest {
    private final Reports reports = new Reports(0x11223344, "a@b");
    private final ReceiveStatistics heard = new ReceiveStatistics();

    private void hear(int... sequences) {
        for (int sequence : sequences) {
            ByteBuffer in = ByteBuffer.allocate(12);
            RtpPacket.writeHeader(in, false, 0, sequence, sequence * 160, 0x55667788);
            var packet = new RtpPacket();
            assertThat(packet.read(in.flip())).isTrue();
            heard.packet(packet, 8000, sequence * 20_000_000L, true);
        }
    }

    private static String hex(String annotated) {
        var digits = new StringBuilder();
        annotated.lines().forEach(line -> digits.append(line.strip().split("\\s+")[0]));
        return digits.toString();
    }

    @Test
    void aSenderReportTellsWhatWasSentAndHeard() {
        hear(100, 101, 103);
        ByteBuffer out = ByteBuffer.allocate(200);

        reports.write(out, heard, 5, 800, 0x01020304, 500, 0, true);

        byte[] written = new byte[out.flip().remaining()];
        out.get(written);
        assertThat(HexFormat.of().formatHex(written)).isEqualTo(hex("""
                81c8000c           V=2, one block; SR; 12 words follow
                11223344           our SSRC
                83aa7e80           NTP seconds of 1970-01-01
                80000000           half a second
                01020304           RTP time
                00000005           packets
                00000320           octets
                55667788           about this SSRC
                40000001           a quarter lost: 1 packet
                00000067           highest sequence number 103
                00000000           jitter
                00000000           no SR heard
                00000000
                81ca0003           SDES, one chunk; 3 words follow
                11223344
                0103614062         CNAME, 3: a@b
                000000             end and padding
                81cb0001           BYE
                11223344
                """));
    }

    @Test
    void whatTheirSenderReportSaidComesBack() {
        hear(1);
        ByteBuffer theirs = ByteBuffer.wrap(HexFormat.of()
                .parseHex("80c800065566778801020304050607080000000000000000" + "00000000"));

        assertThat(reports.read(theirs, 0, 0)).isTrue();
        ByteBuffer out = ByteBuffer.allocate(200);
        reports.write(out, heard, 0, 0, 0, 0, 2_000_000_000L, false);

        assertThat(out.get(1) & 0xFF).isEqualTo(201);
        assertThat(out.getInt(24)).isEqualTo(0x03040506);
        assertThat(out.getInt(28)).isEqualTo(2 * 65536);
    }

    @Test
    void theirReportAboutUsTellsTheRoundTrip() {
        ByteBuffer theirs = ByteBuffer.wrap(HexFormat.of().parseHex(hex("""
                82c9000d           V=2, two blocks; RR; 13 words follow
                55667788           their SSRC
                99999999           about somebody else
                000000000000000000000000
                7e810000           LSR that would be wrong
                00000000
                11223344           about us
                000000000000000000000000
                7e808000           LSR: half a second after 1970-01-01
                00010000           DLSR: one second
                """)));

        assertThat(reports.read(theirs, 0, 1740)).isTrue();

        assertThat(reports.roundTripMs()).isBetween(239.0, 241.0);
    }

    @Test
    void theScoreFallsWithLossJitterAndDelay() {
        assertThat(VoiceQuality.score(0, 0, 0)).isBetween(4.35, 4.45); // R = 93.2 (G.107, B.4)
        assertThat(VoiceQuality.score(0.05, 0, 0)).isBetween(3.8, 4.1);
        assertThat(VoiceQuality.score(0.2, 0, 0)).isBetween(2.2, 2.8);
        assertThat(VoiceQuality.score(0, 100, 0)).isLessThan(VoiceQuality.score(0, 10, 0));
        assertThat(VoiceQuality.score(0, 0, 800)).isLessThan(3.9);
        assertThat(VoiceQuality.score(1, 500, 5000)).isEqualTo(1);
    }

    @Test
    void everyShorterPrefixIsNoReport() {
        byte[] whole = HexFormat.of().parseHex("80c800065566778801020304050607080000000000000000" + "00000000");
        for (int length = 0; length < whole.length; length++) {
            assertThat(reports.read(ByteBuffer.wrap(whole, 0, length), 0, 0)).as("%d bytes", length).isFalse();
        }
    }

    @Test
    void jitterIsTheSmoothedChangeOfTransitTime() {
        ReceiveStatistics even = new ReceiveStatistics();
        var packet = new RtpPacket();
        for (int i = 0; i < 200; i++) {
            ByteBuffer in = ByteBuffer.allocate(12);
            RtpPacket.writeHeader(in, false, 0, i, i * 160, 1);
            packet.read(in.flip());
            even.packet(packet, 8000, i * 20_000_000L + i % 2 * 8_000_000L, true);
        }

        assertThat(even.jitterMs()).isBetween(7.5, 8.0);
        assertThat(even.lost()).isZero();
    }

    @Test
    void aCodecOfAnotherClockIsNoJitter() {
        ReceiveStatistics changing = new ReceiveStatistics();
        var packet = new RtpPacket();
        for (int i = 0; i < 200; i++) {
            ByteBuffer in = ByteBuffer.allocate(12);
            RtpPacket.writeHeader(in, false, 0, i, i < 100 ? i * 160 : 16_000 + (i - 100) * 960, 1);
            packet.read(in.flip());
            changing.packet(packet, i < 100 ? 8000 : 48_000, i * 20_000_000L, true);
        }

        assertThat(changing.jitterMs()).isLessThan(0.1);
    }
}
