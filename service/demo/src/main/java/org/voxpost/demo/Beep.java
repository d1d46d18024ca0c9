package org.voxpost.demo;

import java.util.OptionalInt;

/** Finds the tone of 1000 Hz after which one speaks (Goertzel's filter over frames of 20 ms). Pure. */
final class Beep {
    private static final int FRAME = 160; // 20 ms
    private static final int FEWEST_FRAMES = 8; // 160 ms of tone
    private static final double SHARE = 0.8; // of a frame's energy at 1000 Hz
    private static final double QUIETEST = 300 * 300; // mean square below which a frame is no tone
    private static final double COEFFICIENT = 2 * Math.cos(2 * Math.PI * 1000 / 8000);

    private Beep() {
    }

    /** The sample behind the first whole tone at or after {@code from}; empty if it has not ended yet. */
    static OptionalInt endOf(short[] samples, int from) {
        int frames = 0;
        for (int at = from; at + FRAME <= samples.length; at += FRAME) {
            if (isTone(samples, at)) {
                frames++;
            } else if (frames >= FEWEST_FRAMES) {
                return OptionalInt.of(at);
            } else {
                frames = 0;
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isTone(short[] samples, int at) {
        double before = 0;
        double last = 0;
        double energy = 0;
        for (int i = at; i < at + FRAME; i++) {
            double next = samples[i] + COEFFICIENT * last - before;
            before = last;
            last = next;
            energy += (double) samples[i] * samples[i];
        }
        double atTone = (last * last + before * before - COEFFICIENT * last * before) * 2 / FRAME;
        return energy / FRAME > QUIETEST && atTone / energy > SHARE;
    }
}
