package org.voxpost.media.ffmpeg;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.voxpost.media.codec.GsmEncoder;
import org.voxpost.media.wav.WavHeader;

/** Bare audio of 8000 Hz to WAV with GSM 6.10, which FFmpeg can read but not write. */
final class GsmFileEncoder {

    private GsmFileEncoder() {
    }

    /** Gives the samples in it; the last block is filled up with silence, which {@code fact} tells. */
    static long encode(SampleReader in, Path target) throws IOException {
        long samples = in.samples();
        long blocks = (samples + GsmEncoder.BLOCK_SAMPLES - 1) / GsmEncoder.BLOCK_SAMPLES;
        long bytes = blocks * GsmEncoder.BLOCK_BYTES;
        var encoder = new GsmEncoder();
        var block = new short[GsmEncoder.BLOCK_SAMPLES];
        int filled = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            out.write(WavHeader.ofGsm(samples, bytes));
            for (short[] read = in.read(); read.length > 0; read = in.read()) {
                for (short sample : read) {
                    block[filled++] = sample;
                    if (filled == block.length) {
                        out.write(encoder.block(block, 0));
                        filled = 0;
                    }
                }
            }
            if (filled > 0) {
                Arrays.fill(block, filled, block.length, (short) 0);
                out.write(encoder.block(block, 0));
            }
            if ((bytes & 1) == 1) {
                out.write(0);
            }
        }
        return samples;
    }
}
