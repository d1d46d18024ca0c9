package org.voxpost.media.rtp;

import java.util.ArrayDeque;
import java.util.Deque;
import org.voxpost.media.Key;

/**
 * Turns keys into telephone events (RFC 4733, 2.5.1): one packet every packet time for 120 ms, the last one three times,
 * then a pause of 60 ms. Pure; owned by one media thread, asked once every packet time.
 */
final class KeySender {
    private static final int PRESS_MS = 120;
    private static final int PAUSE_MS = 60;
    private static final int VOLUME = 10;
    private static final int ENDS = 3;

    private final Deque<Key> waiting = new ArrayDeque<>();
    private int elapsedMs;
    private int endsSent;
    private int pauseMs;

    void press(Key key) {
        waiting.add(key);
    }

    /** True while a key is being pressed or the pause behind it runs: no audio is sent. */
    boolean active() {
        return !waiting.isEmpty() || pauseMs > 0;
    }

    /** True if the next event is a key's first packet. */
    boolean starts() {
        return elapsedMs == 0 && endsSent == 0 && pauseMs == 0;
    }

    /** True if nothing is to be sent in this packet time: the pause between two keys. */
    boolean pausing(int ptimeMs) {
        if (pauseMs > 0) {
            pauseMs = Math.max(0, pauseMs - ptimeMs);
            return true;
        }
        return false;
    }

    /** The next event packet; call while {@link #active} and not {@link #pausing}. */
    TelephoneEvent next(int ptimeMs, int ticksPerMs) {
        Key key = waiting.getFirst();
        elapsedMs = Math.min(PRESS_MS, elapsedMs + ptimeMs);
        boolean end = elapsedMs == PRESS_MS;
        if (end && ++endsSent == ENDS) {
            waiting.removeFirst();
            int lengthMs = elapsedMs;
            elapsedMs = 0;
            endsSent = 0;
            pauseMs = PAUSE_MS;
            return new TelephoneEvent(TelephoneEvent.codeOf(key), true, VOLUME, lengthMs * ticksPerMs);
        }
        return new TelephoneEvent(TelephoneEvent.codeOf(key), end, VOLUME, elapsedMs * ticksPerMs);
    }
}
