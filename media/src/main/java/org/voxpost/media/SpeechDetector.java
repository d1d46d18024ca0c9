package org.voxpost.media;

import java.util.OptionalDouble;

/**
 * Tells speech from the line's noise, 20 ms at a time. A frame is speech if it is well above the noise floor, which is the
 * level that a tenth of the last three seconds stayed below; so it adapts to quiet and to noisy lines. Pure; owned by one
 * thread; allocates nothing after its construction.
 */
public final class SpeechDetector {
    /** Milliseconds of one frame. */
    public static final int FRAME_MS = 20;
    private static final int HISTORY = 150;
    private static final int LOWEST = -96;
    private static final int ABOVE_FLOOR = 8;
    private static final int LOWEST_THRESHOLD = -50;
    private static final int HIGHEST_THRESHOLD = -25;
    private static final int HANG_OVER_FRAMES = 10;
    private static final int LEAST_FRAMES = 25;
    private static final double FULL_SCALE_SQUARE = 32768.0 * 32768.0;

    private final int[] history = new int[HISTORY];
    private final int[] framesAtLevel = new int[-LOWEST + 1];
    private int filled;
    private int next;
    private int hangOver;
    private long speechFrames;
    private long silentFrames;
    private double speechSquares;

    /** Takes the mean square of one frame's linear 16-bit samples. */
    public void frame(double meanSquare) {
        int level = meanSquare < 1
                ? LOWEST
                : (int) Math.max(LOWEST, Math.floor(10 * Math.log10(meanSquare / FULL_SCALE_SQUARE)));
        remember(level);
        if (level > threshold()) {
            hangOver = HANG_OVER_FRAMES;
            speechFrames++;
            speechSquares += meanSquare;
            silentFrames = 0;
        } else if (hangOver > 0) {
            hangOver--;
            silentFrames = 0;
        } else {
            silentFrames++;
        }
    }

    private void remember(int level) {
        if (filled == HISTORY) {
            framesAtLevel[-history[next]]--;
        } else {
            filled++;
        }
        history[next] = level;
        framesAtLevel[-level]++;
        next = (next + 1) % HISTORY;
    }

    private int threshold() {
        int below = 0;
        int floor = LOWEST;
        while (floor < 0) {
            below += framesAtLevel[-floor];
            if (below * 10 >= filled) {
                break;
            }
            floor++;
        }
        return Math.clamp((long) floor + ABOVE_FLOOR, LOWEST_THRESHOLD, HIGHEST_THRESHOLD);
    }

    /** Speech heard so far, ms. */
    public long speechMs() {
        return speechFrames * FRAME_MS;
    }

    /** Level of what was speech, dBov; empty if it was too little to tell. */
    public OptionalDouble speechDbov() {
        return speechFrames < LEAST_FRAMES
                ? OptionalDouble.empty()
                : OptionalDouble.of(10 * Math.log10(speechSquares / speechFrames / FULL_SCALE_SQUARE));
    }

    /** How long there has been none, ms of audio. */
    public long silentMs() {
        return silentFrames * FRAME_MS;
    }
}
