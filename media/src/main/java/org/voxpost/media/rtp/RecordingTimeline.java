package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import org.voxpost.media.codec.Codec;

/**
 * Puts the packets of a stream where their timestamps say (RFC 3550, 5.1), not where they arrived: those in order are handed
 * on at once, reordered ones are sorted within a window, duplicates and those too late are dropped, gaps are told as lost
 * audio or as silence that was never sent, a new SSRC or a senseless jump goes on where the old audio ended. However far a
 * timestamp jumps, never more than the time that passed is filled.
 *
 * <p>Positions count 48000 to the second from the recording's beginning, which every RTP clock divides. Pure; owned by one
 * thread; allocates only when more packets wait for others than ever before ({@link HeldPackets}).
 */
final class RecordingTimeline {
    /** Positions per second. */
    static final int PER_SECOND = 48_000;
    /** How long a missing packet is waited for, ms. */
    static final int WINDOW_MS = 300;

    private static final int MAX_DROPOUT = 3000; // RFC 3550, A.1
    private static final long WINDOW = WINDOW_MS * PER_SECOND / 1000;
    private static final long REAL_GAP = PER_SECOND / 2;
    private static final long AHEAD_OF_CLOCK = PER_SECOND;
    private static final long OLD_SSRC_NANOS = 1_000_000_000L;
    private static final int NO_LEVEL = -1;

    /** Takes what the recording consists of, in order and without overlap. */
    interface Audio {
        /** Encoded audio, of which the first {@code skip} positions were there already. */
        void packet(Codec codec, byte[] bytes, int offset, int length, long skip);

        /** Audio that was sent and did not arrive. */
        void lost(long positions);

        /** Time in which the sender had nothing to send. */
        void silence(long positions);

        /** What such time sounds like from now on: noise of {@code level} dBov below zero, 0..127 (RFC 3389, 3.1). */
        void comfortNoise(int level);
    }

    private final Audio out;
    private final long startNanos;
    private final HeldPackets held = new HeldPackets();

    private boolean started;
    private int ssrc;
    private int previousSsrc;
    private boolean hasPreviousSsrc;
    private long ssrcSinceNanos;
    private int unit = 1;
    private int highestSequence;
    private int highestTimestamp;
    private long highestStart;
    private long highestEnd;
    private long lastPacketNanos;
    private long written;
    private int lastWrittenSequence;
    private boolean anyWritten;
    private boolean beginningKnown;
    private long pausedNanos;
    private long duplicates;
    private long late;

    RecordingTimeline(Audio out, long startNanos) {
        this.out = out;
        this.startNanos = startNanos;
        this.lastPacketNanos = startNanos;
    }

    /**
     * Takes one packet.
     *
     * @param ticks how much audio it holds, in units of the codec's RTP clock
     * @param nowNanos when it was read
     */
    void packet(Codec codec, RtpPacket packet, ByteBuffer in, int ticks, long nowNanos) {
        int packetUnit = PER_SECOND / codec.clockHz();
        if (started && hasPreviousSsrc && packet.ssrc() == previousSsrc
                && nowNanos - ssrcSinceNanos < OLD_SSRC_NANOS) {
            late++;
            return;
        }
        boolean same = started && packet.ssrc() == ssrc && packetUnit == unit;
        int ahead = (short) (packet.sequence() - highestSequence);
        if (same && ahead == 0) {
            duplicates++;
            return;
        }
        if (same && ahead < 0 && ahead > -MAX_DROPOUT) {
            lastPacketNanos = nowNanos;
            int behind = packet.timestamp() - highestTimestamp;
            insert(codec, packet, in, highestStart + (long) behind * unit, ticks);
            return;
        }
        long start = same ? inOrder(packet, ahead, nowNanos) : newStream(packet, packetUnit, nowNanos);
        lastPacketNanos = nowNanos;
        highestSequence = packet.sequence();
        highestTimestamp = packet.timestamp();
        highestStart = start;
        highestEnd = Math.max(highestEnd, start + (long) ticks * unit);
        insert(codec, packet, in, start, ticks);
    }

    /**
     * Takes note of a packet without audio among the others, so that its sequence number is not taken for a loss: a
     * telephone event, whose audio was suspended.
     */
    void event(RtpPacket packet, long nowNanos) {
        note(packet, NO_LEVEL, nowNanos);
    }

    /**
     * Takes a packet of comfort noise: up to its time the sender was silent, and from then on it sounds like this ({@link
     * Audio#comfortNoise}).
     */
    void comfortNoise(RtpPacket packet, int level, long nowNanos) {
        note(packet, level, nowNanos);
    }

    private void note(RtpPacket packet, int level, long nowNanos) {
        if (!started || packet.ssrc() != ssrc) {
            return;
        }
        long start = positionOf(packet.timestamp());
        if (held.hasRoom(0) && start <= Math.max(clock(nowNanos), highestEnd) + AHEAD_OF_CLOCK) {
            held.addNote(Math.max(start, written), packet.sequence(), level);
        }
    }

    private long inOrder(RtpPacket packet, int ahead, long nowNanos) {
        int step = packet.timestamp() - highestTimestamp;
        long start = highestStart + (long) step * unit;
        boolean sensible = ahead > 0 && ahead < MAX_DROPOUT && step > 0
                && start <= Math.max(clock(nowNanos), highestEnd) + AHEAD_OF_CLOCK;
        return sensible ? start : goingOn(nowNanos);
    }

    private long newStream(RtpPacket packet, int packetUnit, long nowNanos) {
        long start = started ? goingOn(nowNanos) : 0;
        hasPreviousSsrc = started && packet.ssrc() != ssrc;
        previousSsrc = ssrc;
        ssrcSinceNanos = nowNanos;
        started = true;
        ssrc = packet.ssrc();
        unit = packetUnit;
        return start;
    }

    /** Where audio goes that has no relation to what came before: behind it, unless the clock shows a real gap. */
    private long goingOn(long nowNanos) {
        long clock = clock(nowNanos);
        return clock - highestEnd > REAL_GAP ? clock : highestEnd;
    }

    private long clock(long nowNanos) {
        return (nowNanos - startNanos - pausedNanos) * (PER_SECOND / 1000) / 1_000_000;
    }

    private void insert(Codec codec, RtpPacket packet, ByteBuffer in, long start, int ticks) {
        long end = start + (long) ticks * unit;
        if (end <= written || start < 0) {
            late++;
            return;
        }
        int length = packet.payloadLength();
        if (held.count() == 0 && start == written && nextInSequence(packet.sequence())) {
            byte[] bytes = held.scratch(length);
            in.get(packet.payloadOffset(), bytes, 0, length);
            out.packet(codec, bytes, 0, length, 0);
            written = end;
            lastWrittenSequence = packet.sequence();
            return;
        }
        while (!held.hasRoom(length)) {
            if (held.count() == 0) {
                return; // no datagram is that long
            }
            beginningKnown = true;
            emitFirst(Math.max(1, held.count() / 2));
        }
        int before = held.placeOf(start) - 1;
        if (before >= 0 && held.codec(before) != null
                && (held.start(before) == start || held.sequence(before) == packet.sequence())) {
            duplicates++;
            return;
        }
        held.add(codec, start, end, packet, in);
    }

    /**
     * Moves the first packets to where the clock says that the sender began. Only when all that had come is read can it
     * tell: the first packet alone may have waited to be read.
     */
    private void findBeginning() {
        if (!started || beginningKnown) {
            return;
        }
        beginningKnown = true;
        long before = clock(lastPacketNanos) - highestEnd;
        if (before > REAL_GAP) {
            held.shift(before);
            highestStart += before;
            highestEnd += before;
        }
    }

    /** Hands on what no packet can change any more. */
    void advance(long nowNanos) {
        findBeginning();
        boolean quiet = nowNanos - lastPacketNanos > WINDOW_MS * 1_000_000L;
        long limit = quiet ? highestEnd : highestEnd - WINDOW;
        int whole = 0;
        while (whole < held.count() && (held.end(whole) <= limit || follows(whole))) {
            whole++;
        }
        emitFirst(whole);
    }

    /** Whether nothing can come any more between this packet and the one before it. */
    private boolean follows(int at) {
        return at == 0
                ? held.start(0) == written && nextInSequence(held.sequence(0))
                : held.start(at) == held.end(at - 1) && (held.sequence(at) - held.sequence(at - 1) & 0xFFFF) == 1;
    }

    private boolean nextInSequence(int number) {
        return anyWritten && (number - lastWrittenSequence & 0xFFFF) == 1;
    }

    /** Hands on everything. */
    void finish() {
        findBeginning();
        emitFirst(held.count());
    }

    private void emitFirst(int count) {
        if (count == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            emit(i);
        }
        held.removeFirst(count);
    }

    private void emit(int at) {
        Codec codec = held.codec(at);
        if (codec == null) {
            emitNote(at);
            return;
        }
        if (held.end(at) <= written) {
            return;
        }
        long gap = held.start(at) - written;
        if (gap > 0) {
            boolean lost = anyWritten && !nextInSequence(held.sequence(at));
            if (lost) {
                out.lost(gap);
            } else {
                out.silence(gap);
            }
        }
        out.packet(codec, held.bytes(), held.offset(at), held.length(at), Math.max(0, -gap));
        written = held.end(at);
        lastWrittenSequence = held.sequence(at);
        anyWritten = true;
    }

    private void emitNote(int at) {
        if (anyWritten && (short) (held.sequence(at) - lastWrittenSequence) == 1) {
            lastWrittenSequence = held.sequence(at);
        }
        if (held.level(at) != NO_LEVEL) {
            if (held.start(at) > written) {
                out.silence(held.start(at) - written);
                written = held.start(at);
            }
            out.comfortNoise(held.level(at));
        }
    }

    /** The position of {@code timestamp} in the stream heard now. */
    long positionOf(int timestamp) {
        return started ? highestStart + (long) (timestamp - highestTimestamp) * unit : 0;
    }

    /** Behind the last audio that arrived. */
    long end() {
        return highestEnd;
    }

    /** What was handed on so far. */
    long written() {
        return written;
    }

    /** Nanoseconds since a packet came. */
    long quietNanos(long nowNanos) {
        return nowNanos - lastPacketNanos;
    }

    /** A time that does not belong to the recording has passed: the peer held the call. */
    void skip(long nanos) {
        pausedNanos += nanos;
        lastPacketNanos += nanos;
    }

    long duplicates() {
        return duplicates;
    }

    long late() {
        return late;
    }
}
