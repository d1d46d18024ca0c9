package org.voxpost.media.rtp;

import org.jspecify.annotations.Nullable;
import org.voxpost.media.Key;

/** Some peers tell each key twice, in the media and by SIP INFO: the second telling is no press. Owned by one thread. */
final class KeyRoads {
    private static final long SAME_PRESS_NANOS = 300_000_000L;

    private @Nullable Key last;
    private boolean lastOutside;
    private long lastNanos;

    /** True if the same key came by the other road just before. */
    boolean isRepeat(Key key, boolean outside, long nowNanos) {
        boolean repeat = key.equals(last) && outside != lastOutside && nowNanos - lastNanos < SAME_PRESS_NANOS;
        last = repeat ? null : key; // the next telling of it, by whatever road, is a press of its own
        lastOutside = outside;
        lastNanos = nowNanos;
        return repeat;
    }
}
