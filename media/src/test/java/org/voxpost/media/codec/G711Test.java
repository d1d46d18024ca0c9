package org.voxpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values and the digital milliwatt of ITU-T G.711 (tables 2a, 2b, 5, 6). */
class G711Test {

    @Test
    void theEndsOfTheScaleAreRight() {
        assertThat(G711.fromMu((byte) 0x00)).isEqualTo((short) -32124);
        assertThat(G711.fromMu((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(G711.fromMu((byte) 0xFF)).isZero();
        assertThat(G711.fromA((byte) 0xD5)).isEqualTo((short) 8);
        assertThat(G711.fromA((byte) 0x55)).isEqualTo((short) -8);
        assertThat(G711.fromA((byte) 0xAA)).isEqualTo((short) 32256);
        assertThat(G711.fromA((byte) 0x2A)).isEqualTo((short) -32256);
    }

    @Test
    void everyCodeComesBack() {
        for (int code = 0; code < 256; code++) {
            assertThat(G711.toA(G711.fromA((byte) code))).isEqualTo((byte) code);
            byte mu = code == 0x7F ? (byte) 0xFF : (byte) code; // minus zero is zero
            assertThat(G711.toMu(G711.fromMu((byte) code))).isEqualTo(mu);
        }
    }

    @Test
    void everySampleBecomesTheNearestCode() {
        for (int linear = -32768; linear <= 32767; linear++) {
            int mu = G711.fromMu(G711.toMu(linear));
            int a = G711.fromA(G711.toA(linear));
            assertThat(Math.abs(mu - linear)).isLessThanOrEqualTo(Math.max(16, Math.abs(linear) / 16));
            assertThat(Math.abs(a - linear)).isLessThanOrEqualTo(Math.max(16, Math.abs(linear) / 16));
        }
    }
}
