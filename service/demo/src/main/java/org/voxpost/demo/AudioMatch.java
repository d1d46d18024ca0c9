package org.voxpost.demo;

import java.util.Arrays;

/**
 * How well what arrived is what was spoken: correlation of the whole, of the first 100 ms and of the last half second.
 * Pure.
 *
 * @param lagSamples where in the received audio the spoken begins
 * @param whole correlation of all of it, -1..1
 * @param beginning of its first 100 ms of sound
 * @param end of its last 500 ms of sound
 * @param slipSamples how much later than the rest its end fits best: a gap or a jump in between
 * @param endAtItsPlace of its last 500 ms where those fit best
 */
record AudioMatch(int lagSamples, double whole, double beginning, double end, int slipSamples,
        double endAtItsPlace) {
    private static final int BEGINNING = 800; // 100 ms
    private static final int LAST_WORD = 4000; // 500 ms
    private static final int SILENT = 200; // sample values below are no sound
    private static final double LIKE = 0.8;
    private static final double LIKE_WHOLE = 0.9;

    /** True if nothing of it is missing and it is the same speech. */
    boolean good() {
        return whole >= LIKE_WHOLE && beginning >= LIKE && end >= LIKE;
    }

    /** True if its first 100 ms and its end are there, at most 100 ms further apart: a busy machine may send late. */
    boolean complete() {
        return good() || beginning >= LIKE && endAtItsPlace >= LIKE && Math.abs(slipSamples) <= BEGINNING;
    }

    /** Looks for {@code spoken}, without the silence around it, in {@code received}. */
    static AudioMatch of(short[] spoken, short[] received) {
        int first = firstSound(spoken);
        int last = lastSound(spoken);
        short[] sound = Arrays.copyOfRange(spoken, first, last + 1);
        int lag = bestLag(sound, received);
        int tail = Math.max(0, sound.length - LAST_WORD);
        short[] end = Arrays.copyOfRange(sound, tail, sound.length);
        int endLag = bestLag(end, received);
        return new AudioMatch(lag - first, correlation(sound, 0, sound.length, received, lag),
                correlation(sound, 0, Math.min(BEGINNING, sound.length), received, lag),
                correlation(sound, tail, sound.length, received, lag), endLag - lag - tail,
                correlation(end, 0, end.length, received, endLag));
    }

    private static int firstSound(short[] samples) {
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > SILENT) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no sound in it");
    }

    private static int lastSound(short[] samples) {
        int i = samples.length - 1;
        while (Math.abs(samples[i]) <= SILENT) {
            i--;
        }
        return i;
    }

    /** By the first second of sound at each lag; then nothing else needs to be tried. */
    private static int bestLag(short[] sound, short[] received) {
        int piece = Math.min(8000, sound.length);
        int best = 0;
        double most = -1;
        for (int lag = 0; lag + piece <= received.length; lag++) {
            double like = correlation(sound, 0, piece, received, lag);
            if (like > most) {
                most = like;
                best = lag;
            }
        }
        return best;
    }

    /** Of {@code sound[from..to)} with what was received {@code lag} later; what was not received counts as silence. */
    private static double correlation(short[] sound, int from, int to, short[] received, int lag) {
        double product = 0;
        double one = 0;
        double other = 0;
        for (int i = from; i < to; i++) {
            double a = sound[i];
            double b = i + lag < received.length ? received[i + lag] : 0;
            product += a * b;
            one += a * a;
            other += b * b;
        }
        return one == 0 || other == 0 ? 0 : product / Math.sqrt(one * other);
    }
}
