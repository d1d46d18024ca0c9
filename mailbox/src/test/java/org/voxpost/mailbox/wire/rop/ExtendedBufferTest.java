package org.voxpost.mailbox.wire.rop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;

/** RPC_HEADER_EXT and DIRECT2 (vectors/rpc-header-ext.txt, direct2-lz77.txt). */
class ExtendedBufferTest {
    private static final Vectors HEADERS = Vectors.of("rpc-header-ext.txt");
    private static final Vectors LZ77 = Vectors.of("direct2-lz77.txt");

    @Test
    void anEmptyBufferIsWrittenAsThePollBuffer() {
        assertThat(ExtendedBuffer.pack(new RopBuffer(new byte[0], new int[0]).bytes()))
                .isEqualTo(HEADERS.get("empty.plain"));
    }

    @Test
    void aReleaseIsPackedPlainAndObfuscated() {
        byte[] payload = RopBuffer.of(List.of(RopRequest.of(new Release(0))), new int[]{0x12345678}).bytes();

        assertThat(ExtendedBuffer.pack(payload)).isEqualTo(HEADERS.get("release.plain"));
        assertThat(ExtendedBuffer.pack(List.of(payload), ExtendedBuffer.XOR_MAGIC))
                .isEqualTo(HEADERS.get("release.xor"));
        assertThat(ExtendedBuffer.unpack(HEADERS.get("release.xor"))).singleElement().isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"packed.compressed", "packed.compressed-xor"})
    void aCompressedPayloadIsReadInBothForms(String vector) {
        assertThat(ExtendedBuffer.unpack(HEADERS.get(vector))).singleElement()
                .isEqualTo(HEADERS.get("packed.plainpayload"));
    }

    @Test
    void aChainIsReadUpToItsLastPayload() {
        List<byte[]> payloads = ExtendedBuffer.unpack(HEADERS.get("chained"));

        assertThat(payloads).hasSize(2);
        assertThat(RopBuffer.read(payloads.get(1)).handles()).containsExactly(0x11);
    }

    @Test
    void everyShorterPrefixIsRefused() {
        for (String vector : List.of("empty.plain", "release.plain", "release.xor", "packed.compressed",
                "packed.compressed-xor")) {
            byte[] whole = HEADERS.get(vector);
            for (int length = 1; length < whole.length; length++) {
                byte[] prefix = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> ExtendedBuffer.unpack(prefix)).isInstanceOf(WireException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alphabet", "abc100", "sentence", "run9", "run10", "run24", "run25", "run26", "run279",
            "run280", "run281", "sharednibble", "fullmask"})
    void everySampleIsUnpackedPackedAgainAndRefusedWhenCut(String sample) {
        byte[] plain = LZ77.get(sample + ".plain");
        byte[] packed = LZ77.get(sample + ".packed");

        assertThat(Lz77.decompress(packed, plain.length)).isEqualTo(plain);
        assertThat(Lz77.decompress(Lz77.compress(plain), plain.length)).isEqualTo(plain);
        int needed = sample.equals("fullmask") ? packed.length - 4 : packed.length; // its last mask marks the end only
        for (int length = 0; length < needed; length++) {
            byte[] prefix = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> Lz77.decompress(prefix, plain.length)).isInstanceOf(WireException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alphabet", "abc100", "run9", "run10", "run24", "run25", "run26", "run279", "run280",
            "run281", "fullmask", "sharednibble"})
    void theseSamplesArePackedByteForByte(String sample) {
        assertThat(Lz77.compress(LZ77.get(sample + ".plain"))).isEqualTo(LZ77.get(sample + ".packed"));
    }

    @Test
    void aMatchBeforeTheBeginningIsRefused() {
        assertThatThrownBy(() -> Lz77.decompress(Vectors.hex("FF FF FF 7F 5A 0E 00"), 10))
                .isInstanceOf(WireException.class);
    }

    @Test
    void whatIsPackedIsUnpackedTheSame() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 200; seed++) {
            var random = new Random(seed);
            byte[] any = new byte[random.nextInt(3001)];
            random.nextBytes(any);
            byte[] repetitive = any.clone();
            int alphabet = 1 + random.nextInt(20);
            for (int i = 0; i < repetitive.length; i++) {
                repetitive[i] = (byte) Math.floorMod(any[i], alphabet);
            }

            assertThat(Lz77.decompress(Lz77.compress(repetitive), repetitive.length)).as("seed %d", seed)
                    .isEqualTo(repetitive);
            int both = ExtendedBuffer.COMPRESSED | ExtendedBuffer.XOR_MAGIC;
            assertThat(ExtendedBuffer.unpack(ExtendedBuffer.pack(List.of(repetitive, any), both)))
                    .as("seed %d", seed).containsExactly(repetitive, any);
        }
    }
}
