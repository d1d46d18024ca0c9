package org.voxpost.media.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.voxpost.media.AudioFormat;

/** Layout: Multimedia Programming Interface and Data Specifications 1.0, "Waveform Audio File Format". */
class WavFileTest {
    private static final String MU_LAW = """
            52494646   RIFF
            36000000   length behind this: 54
            57415645   WAVE
            666d7420   fmt
            12000000   18 bytes
            0700       µ-law
            0100       mono
            401f0000   8000 Hz
            401f0000   8000 bytes a second
            0100       1 byte a sample
            0800       8 bits
            0000       nothing more
            66616374   fact
            04000000
            04000000   4 samples
            64617461   data
            04000000
            01020304
            """;

    private static byte[] bytes(String annotated) {
        var digits = new StringBuilder();
        annotated.lines().forEach(line -> digits.append(line.strip().split("\\s+")[0]));
        return HexFormat.of().parseHex(digits);
    }

    @Test
    void theHeaderIsAsTheFormatSays() {
        byte[] whole = bytes(MU_LAW);

        assertThat(WavHeader.of(AudioFormat.PCMU_8000, 4)).isEqualTo(Arrays.copyOf(whole, whole.length - 4));
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        WavFile file = WavFile.read("a.wav", bytes(MU_LAW));

        assertThat(file.format()).isEqualTo(AudioFormat.PCMU_8000);
        assertThat(file.audio()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void everyShorterPrefixIsRefusedOrHasLessAudio() {
        byte[] whole = bytes(MU_LAW);
        for (int length = 0; length < whole.length - 4; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> WavFile.read("cut.wav", cut)).isInstanceOf(IOException.class)
                    .hasMessageContaining("cut.wav");
        }
    }
}
