package org.voxpost.demo;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.voxpost.media.PacketTap;

/**
 * When the last thing that was played to a telephone was over, and how much it has sent since: told by the packets themselves, so
 * that whatever this process is late with is no part of it. Filled by a media thread, asked by any.
 */
final class PacketClock implements PacketTap {
    private static final Duration PACKET = Duration.ofMillis(20);
    private static final int FIRST_RTCP = 192; // packet types; no RTP packet has such a second byte (RFC 5761, 4)
    private static final int LAST_RTCP = 223;

    private long[] sentNanos = new long[1024];
    private int sent;
    private int lastTimestamp;
    private int step;
    private boolean inTalkspurt;
    private long talkspurtEndNanos = Long.MAX_VALUE;

    @Override
    public synchronized void packet(boolean received, InetSocketAddress ours, InetSocketAddress peer, long atNanos,
            int length,
            byte[] head) {
        int second = head[1] & 0xFF;
        if (second >= FIRST_RTCP && second <= LAST_RTCP) {
            return; // a report, which comes at any time
        }
        if (received) {
            heard(ByteBuffer.wrap(head), atNanos);
        } else {
            if (sent == sentNanos.length) {
                sentNanos = Arrays.copyOf(sentNanos, 2 * sent);
            }
            sentNanos[sent++] = atNanos;
        }
    }

    /** The marker begins a talkspurt (RFC 3551, 4.1), and it lasts as long as timestamps go on in equal steps. */
    private void heard(ByteBuffer head, long atNanos) {
        boolean marker = (head.get(1) & 0x80) != 0;
        int timestamp = head.getInt(4);
        if (marker) {
            inTalkspurt = true;
            step = 0;
        } else if (inTalkspurt && step == 0) {
            step = timestamp - lastTimestamp;
        } else {
            inTalkspurt &= timestamp - lastTimestamp == step;
        }
        if (inTalkspurt) {
            lastTimestamp = timestamp;
            talkspurtEndNanos = atNanos + PACKET.toNanos();
        }
    }

    /** When what was heard last was over, by {@link System#nanoTime}; what is heard next changes it. */
    synchronized long talkspurtEndNanos() {
        return talkspurtEndNanos;
    }

    /** What went out after {@code nanos}: the audio in it, and the time until its end. */
    synchronized Talked sentSince(long nanos) {
        int first = sent;
        while (first > 0 && sentNanos[first - 1] - nanos >= 0) {
            first--;
        }
        Duration audio = PACKET.multipliedBy(sent - first);
        Duration time = first == sent ? audio : Duration.ofNanos(sentNanos[sent - 1] - nanos).plus(PACKET);
        return new Talked(audio, time.compareTo(audio) > 0 ? time : audio);
    }
}
