package org.voxpost.media.rtp;

/**
 * Tells which telephone event packets begin a new key press (RFC 4733, 2.5.2): each press is told once, at its first
 * packet to arrive, whatever is lost, repeated or reordered. Also understood: long presses cut into segments, and gateways
 * that move the timestamp with every packet. Pure; owned by one thread.
 */
final class KeyReceiver {
    private static final int OLD_MS = 2000;
    private static final int SAME_PRESS_MS = 40;
    private static final int LONGEST_SEGMENT = 0xF000;

    private final int ticksPerMs;
    private boolean any;
    private int ssrc;
    private int event;
    private int startTimestamp;
    private int latestTimestamp;
    private int latestDuration;
    private boolean ended;

    KeyReceiver(int clockHz) {
        this.ticksPerMs = clockHz / 1000;
    }

    /** Takes one packet; true if it is the first of a new press. */
    boolean pressed(int fromSsrc, int timestamp, TelephoneEvent packet) {
        if (any && fromSsrc == ssrc) {
            int ahead = timestamp - latestTimestamp;
            if (timestamp == startTimestamp && packet.event() == event || ahead == 0) {
                update(timestamp, packet);
                return false;
            }
            if (ahead < 0 && ahead > -OLD_MS * ticksPerMs) {
                return false;
            }
            if (continues(ahead, packet)) {
                update(timestamp, packet);
                return false;
            }
        }
        any = true;
        ssrc = fromSsrc;
        event = packet.event();
        startTimestamp = timestamp;
        ended = false;
        update(timestamp, packet);
        return true;
    }

    private boolean continues(int ahead, TelephoneEvent packet) {
        if (packet.event() != event || ahead <= 0) {
            return false;
        }
        boolean nextSegment = !ended && latestDuration >= LONGEST_SEGMENT && ahead <= 0x10000 + 200 * ticksPerMs;
        return nextSegment || ahead <= SAME_PRESS_MS * ticksPerMs;
    }

    private void update(int timestamp, TelephoneEvent packet) {
        latestTimestamp = timestamp;
        latestDuration = packet.duration();
        ended |= packet.end();
    }
}
