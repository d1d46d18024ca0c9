package org.voxpost.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SSRC = 0xCAFEBABE;

    private static ByteBuffer rtp(int sequence, String payload) {
        ByteBuffer packet = ByteBuffer.allocateDirect(200);
        packet.put((byte) 0x80).put((byte) 0).putShort((short) sequence).putInt(sequence * 160).putInt(SSRC);
        return packet.put(payload.getBytes(StandardCharsets.US_ASCII)).flip();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        return ByteBuffer.allocateDirect(200).put(bytes(buffer)).flip();
    }

    private static MasterKey key(Suite suite) {
        return MasterKey.random(suite, new Random(9));
    }

    /** RFC 3711, appendix B.3. */
    @Test
    void sessionKeysAreDerivedAsTheRfcShows() {
        var master = new MasterKey(Suite.AES_CM_128_HMAC_SHA1_80,
                HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139" + "0ec675ad498afeebb6960b3aabe6"), new byte[0]);

        SessionKeys keys = SessionKeys.ofRtp(master);

        assertThat(HEX.formatHex(keys.encryption())).isEqualTo("c61e7a93744f39ee10734afe3ff7a087");
        assertThat(HEX.formatHex(keys.salt())).isEqualTo("30cbbc08863d8c85d49db34a9ae1");
        assertThat(HEX.formatHex(keys.authentication())).isEqualTo("cebe321f6ff7716b6fd4ab49af256a156d38baa4");
    }

    /** RFC 3711, appendix B.2: the key stream for SSRC 0 and index 0. */
    @Test
    void theCounterModeKeyStreamIsAsTheRfcShows() {
        var keys = new SessionKeys(HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c"), new byte[20],
                HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfd"));
        var packet = new byte[48];

        new PacketCipher(Suite.AES_CM_128_HMAC_SHA1_80, keys, 10).counterMode(packet, 0, 48, 0, 0);

        assertThat(HEX.formatHex(packet)).isEqualTo("e03ead0935c95e80e166b16dd92b4eb4" //
                + "d23513162b02d0f72a43a2fe4a5f97ab" + "41e95b3bb0a2e8dd477901e4fca894c0");
    }

    /** RFC 7714, 16.1.1: SRTP AEAD_AES_128_GCM encryption. */
    @Test
    void gcmProtectsAsTheRfcShows() {
        var keys = new SessionKeys(HEX.parseHex("000102030405060708090a0b0c0d0e0f"), new byte[20],
                HEX.parseHex("517569642070726f2071756f"));
        byte[] plain = HEX.parseHex("8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e697320646976697361"
                + "20696e207061727465732074726573");
        var packet = Arrays.copyOf(plain, 200);

        int length = new PacketCipher(Suite.AEAD_AES_128_GCM, keys, 16).gcm(true, packet, 12, plain.length - 12,
                RtpHeaders.rtpNonce(0x5501a0b2, 0xf17b), 12, new byte[0]);

        assertThat(HEX.formatHex(packet, 0, 12 + length)).isEqualTo("8040f17b8041f8d35501a0b2"
                + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                + "899d7f27beb16a9152cf765ee4390cce");
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void whatIsProtectedComesBackAndIsUnreadableOnTheWay(Suite suite) {
        var sender = new SrtpSender(key(suite));
        var receiver = new SrtpReceiver(key(suite));
        for (int sequence = 65_500; sequence < 65_600; sequence++) {
            ByteBuffer packet = rtp(sequence & 0xFFFF, "speech " + sequence);
            byte[] plain = bytes(packet);

            sender.rtp(packet);

            assertThat(packet.remaining()).isEqualTo(plain.length + suite.rtpTagBytes());
            assertThat(new String(bytes(packet), StandardCharsets.ISO_8859_1)).doesNotContain("speech");
            assertThat(receiver.rtp(packet)).isTrue();
            assertThat(bytes(packet)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void reportsAreProtectedToo(Suite suite) {
        var sender = new SrtpSender(key(suite));
        var receiver = new SrtpReceiver(key(suite));
        for (int i = 0; i < 3; i++) {
            ByteBuffer packet = ByteBuffer.allocateDirect(200);
            packet.put(HEX.parseHex("80c90001cafebabe81ca0002cafebabe01016100")).flip();
            byte[] plain = bytes(packet);

            sender.rtcp(packet);
            ByteBuffer again = copy(packet);

            assertThat(bytes(packet)).isNotEqualTo(plain);
            assertThat(receiver.rtcp(packet)).isTrue();
            assertThat(bytes(packet)).isEqualTo(plain);
            assertThat(receiver.rtcp(again)).as("a second time").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void forgedRepeatedAndForeignPacketsAreDropped(Suite suite) {
        var sender = new SrtpSender(key(suite));
        var receiver = new SrtpReceiver(key(suite));
        ByteBuffer packet = rtp(1, "speech");
        sender.rtp(packet);
        for (int bit = 0; bit < packet.remaining() * 8; bit++) {
            ByteBuffer forged = copy(packet);
            forged.put(bit / 8, (byte) (forged.get(bit / 8) ^ 1 << bit % 8));
            assertThat(receiver.rtp(forged)).as("bit %d", bit).isFalse();
        }
        for (int length = 0; length < packet.remaining(); length++) {
            assertThat(receiver.rtp(copy(packet).limit(length))).as("%d bytes", length).isFalse();
        }
        ByteBuffer again = copy(packet);
        assertThat(receiver.rtp(packet)).isTrue();
        assertThat(receiver.rtp(again)).isFalse();
        ByteBuffer plain = rtp(2, "plain speech, long enough to hold a tag");
        assertThat(receiver.rtp(plain)).isFalse();
    }

    @Test
    void disorderWithinTheWindowIsAcceptedEvenAcrossTheRollOver() {
        var sender = new SrtpSender(key(Suite.AES_CM_128_HMAC_SHA1_80));
        var receiver = new SrtpReceiver(key(Suite.AES_CM_128_HMAC_SHA1_80));
        ByteBuffer before = rtp(65_535, "before");
        ByteBuffer after = rtp(0, "after");
        ByteBuffer first = rtp(65_534, "first");
        sender.rtp(first);
        sender.rtp(before);
        sender.rtp(after);

        assertThat(receiver.rtp(first)).isTrue();
        assertThat(receiver.rtp(after)).isTrue();
        assertThat(receiver.rtp(before)).isTrue();
    }

    @Test
    void aMasterKeyIdentifierIsCarried() {
        CryptoLine line = CryptoLine.read("3 AES_CM_128_HMAC_SHA1_32 "
                + "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|7:2").orElseThrow();
        assertThat(line.tag()).isEqualTo(3);
        assertThat(line.key().mki()).containsExactly(0, 7);
        var sender = new SrtpSender(line.key());
        ByteBuffer packet = rtp(1, "speech");
        byte[] plain = bytes(packet);

        sender.rtp(packet);

        assertThat(packet.remaining()).isEqualTo(plain.length + 2 + 4);
        assertThat(new SrtpReceiver(line.key()).rtp(packet)).isTrue();
        assertThat(bytes(packet)).isEqualTo(plain);
    }

    @Test
    void linesThatWeakenOrThatWeDoNotKnowAreNotUsed() {
        String key = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
        assertThat(CryptoLine.read("1 AES_CM_128_HMAC_SHA1_80 " + key + " UNENCRYPTED_SRTP")).isEmpty();
        assertThat(CryptoLine.read("1 AES_CM_128_HMAC_SHA1_80 " + key + " UNAUTHENTICATED_SRTP")).isEmpty();
        assertThat(CryptoLine.read("1 AES_CM_128_HMAC_SHA1_80 " + key + " KDR=1")).isEmpty();
        assertThat(CryptoLine.read("1 F8_128_HMAC_SHA1_80 " + key)).isEmpty();
        assertThat(CryptoLine.read("1 AES_CM_128_HMAC_SHA1_80 inline:c2hvcnQ=")).isEmpty();
        assertThat(CryptoLine.read("1 AES_CM_128_HMAC_SHA1_80 inline:***")).isEmpty();
        assertThat(CryptoLine.read("x")).isEmpty();
        assertThat(CryptoLine.read("1 AES_CM_128_HMAC_SHA1_80 " + key + " WSH=128")).isPresent();
    }

    @Test
    void keysDoNotShow() {
        MasterKey key = key(Suite.AEAD_AES_128_GCM);

        assertThat(new CryptoLine(1, key).toString()).doesNotContain(key.cryptoLine(1).split("inline:")[1]);
        assertThat(key.toString()).isEqualTo("MasterKey[AEAD_AES_128_GCM, •]");
    }
}
