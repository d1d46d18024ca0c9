package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Packets laid out by hand after RFC 3550, 5.1 and 5.3.1. */
class RtpPacketTest {
    private static final String WITH_EVERYTHING = """
            b1         V=2, padding, extension, one CSRC
            80         marker, PT 0
            fffe       sequence number 65534
            00001f40   timestamp 8000
            deadbeef   SSRC
            01020304   CSRC
            bede0001   extension profile, one word
            11223344   its word
            aabbcc     payload
            000003     padding, its last byte the count
            """;

    private static ByteBuffer bytes(String annotated) {
        var digits = new StringBuilder();
        annotated.lines().forEach(line -> digits.append(line.strip().split("\\s+")[0]));
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }

    @Test
    void headerExtensionAndPaddingAreSkipped() {
        ByteBuffer in = bytes(WITH_EVERYTHING);
        var packet = new RtpPacket();

        assertThat(packet.read(in)).isTrue();

        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isZero();
        assertThat(packet.sequence()).isEqualTo(65534);
        assertThat(packet.timestamp()).isEqualTo(8000);
        assertThat(packet.ssrc()).isEqualTo(0xdeadbeef);
        assertThat(packet.payloadOffset()).isEqualTo(24);
        assertThat(packet.payloadLength()).isEqualTo(3);
    }

    @Test
    void everyShorterPrefixIsRefusedOrShorterButNeverReadBeyond() {
        ByteBuffer whole = bytes(WITH_EVERYTHING);
        var packet = new RtpPacket();
        for (int length = 0; length < 24; length++) {
            ByteBuffer cut = whole.duplicate().limit(length);
            boolean read = packet.read(cut);
            assertThat(!read || packet.payloadOffset() + packet.payloadLength() <= length)
                    .as("prefix of %d bytes", length)
                    .isTrue();
        }
    }

    @Test
    void otherVersionsAreNoRtp() {
        assertThat(new RtpPacket().read(ByteBuffer.wrap(new byte[40]))).isFalse();
    }

    @Test
    void reportsOnTheSamePortAreTold() {
        assertThat(RtpPacket.looksLikeRtcp(ByteBuffer.wrap(new byte[]{(byte) 0x80, (byte) 200, 0, 6}))).isTrue();
        assertThat(RtpPacket.looksLikeRtcp(ByteBuffer.wrap(new byte[]{(byte) 0x80, (byte) 0x80, 0, 6}))).isFalse();
    }
}
