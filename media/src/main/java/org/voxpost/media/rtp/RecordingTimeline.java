package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.codec.Codec;

/**
 * Puts the packets of a stream where their timestamps say (RFC 3550, 5.1), not where they arrived: those in order are handed
 * on at once, reordered ones are sorted within a window, duplicates and those too late are dropped, gaps are told as lost
 * audio or as silence that was never sent, a new SSRC or a senseless jump goes on where the old audio ended. However far a
 * timestamp jumps, never more than the time that passed is filled.
 *
 * <p>Positions count 48000 to the second from the recording's beginning, which every RTP clock divides. Pure; owned by one
 * thread; allocates nothing after its construction.
 */
final class RecordingTimeline {
    /** Positions per second. */
    static final int PER_SECOND = 48_000;
    /** How long a missing packet is waited for, ms. */
    static final int WINDOW_MS = 300;

    private static final int MOST_SPANS = 256;
    private static final int ARENA_BYTES = 32 * 1024;
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
    private final long[] starts = new long[MOST_SPANS];
    private final long[] ends = new long[MOST_SPANS];
    private final int[] sequences = new int[MOST_SPANS];
    private final int[] levels = new int[MOST_SPANS]; // of comfort noise; spans without a codec only
    private final int[] offsets = new int[MOST_SPANS];
    private final int[] lengths = new int[MOST_SPANS];
    private final @Nullable Codec[] codecs = new Codec[MOST_SPANS];
    private final byte[] arena = new byte[ARENA_BYTES];
    private int spans;
    private int arenaUsed;

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
        if (spans < MOST_SPANS && start <= Math.max(clock(nowNanos), highestEnd) + AHEAD_OF_CLOCK) {
            int at = makeRoom(Math.max(start, written));
            starts[at] = Math.max(start, written);
            ends[at] = starts[at];
            sequences[at] = packet.sequence();
            levels[at] = level;
            codecs[at] = null;
            offsets[at] = arenaUsed;
            lengths[at] = 0;
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
        if (spans == 0 && start == written && nextInSequence(packet.sequence())) {
            in.get(packet.payloadOffset(), arena, 0, packet.payloadLength());
            out.packet(codec, arena, 0, packet.payloadLength(), 0);
            written = end;
            lastWrittenSequence = packet.sequence();
            return;
        }
        while (spans == MOST_SPANS || arenaUsed + packet.payloadLength() > ARENA_BYTES) {
            if (spans == 0) {
                return; // no datagram is that long
            }
            beginningKnown = true;
            emitFirst(Math.max(1, spans / 2));
        }
        int before = placeOf(start) - 1;
        if (before >= 0 && codecs[before] != null
                && (starts[before] == start || sequences[before] == packet.sequence())) {
            duplicates++;
            return;
        }
        int at = makeRoom(start);
        starts[at] = start;
        ends[at] = end;
        sequences[at] = packet.sequence();
        codecs[at] = codec;
        offsets[at] = arenaUsed;
        lengths[at] = packet.payloadLength();
        in.get(packet.payloadOffset(), arena, arenaUsed, packet.payloadLength());
        arenaUsed += packet.payloadLength();
    }

    private int placeOf(long start) {
        int at = spans;
        while (at > 0 && starts[at - 1] > start) {
            at--;
        }
        return at;
    }

    /** Makes room for a span that begins there, behind those that do too; gives its place. */
    private int makeRoom(long start) {
        int at = placeOf(start);
        int behind = spans - at;
        System.arraycopy(starts, at, starts, at + 1, behind);
        System.arraycopy(ends, at, ends, at + 1, behind);
        System.arraycopy(sequences, at, sequences, at + 1, behind);
        System.arraycopy(levels, at, levels, at + 1, behind);
        System.arraycopy(codecs, at, codecs, at + 1, behind);
        System.arraycopy(offsets, at, offsets, at + 1, behind);
        System.arraycopy(lengths, at, lengths, at + 1, behind);
        spans++;
        return at;
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
            for (int i = 0; i < spans; i++) {
                starts[i] += before;
                ends[i] += before;
            }
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
        while (whole < spans && (ends[whole] <= limit || follows(whole))) {
            whole++;
        }
        emitFirst(whole);
    }

    /** Whether nothing can come any more between this span and the one before it. */
    private boolean follows(int span) {
        return span == 0
                ? starts[0] == written && nextInSequence(sequences[0])
                : starts[span] == ends[span - 1] && (sequences[span] - sequences[span - 1] & 0xFFFF) == 1;
    }

    private boolean nextInSequence(int number) {
        return anyWritten && (number - lastWrittenSequence & 0xFFFF) == 1;
    }

    /** Hands on everything. */
    void finish() {
        findBeginning();
        emitFirst(spans);
    }

    private void emitFirst(int count) {
        if (count == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            emit(i);
        }
        int left = spans - count;
        System.arraycopy(starts, count, starts, 0, left);
        System.arraycopy(ends, count, ends, 0, left);
        System.arraycopy(sequences, count, sequences, 0, left);
        System.arraycopy(levels, count, levels, 0, left);
        System.arraycopy(codecs, count, codecs, 0, left);
        System.arraycopy(offsets, count, offsets, 0, left);
        System.arraycopy(lengths, count, lengths, 0, left);
        spans = left;
        compactArena();
    }

    private void emit(int span) {
        Codec codec = codecs[span];
        if (codec == null) {
            emitNote(span);
            return;
        }
        if (ends[span] <= written) {
            return;
        }
        long gap = starts[span] - written;
        if (gap > 0) {
            boolean lost = anyWritten && !nextInSequence(sequences[span]);
            if (lost) {
                out.lost(gap);
            } else {
                out.silence(gap);
            }
        }
        out.packet(codec, arena, offsets[span], lengths[span], Math.max(0, -gap));
        written = ends[span];
        lastWrittenSequence = sequences[span];
        anyWritten = true;
    }

    private void emitNote(int span) {
        if (anyWritten && (short) (sequences[span] - lastWrittenSequence) == 1) {
            lastWrittenSequence = sequences[span];
        }
        if (levels[span] != NO_LEVEL) {
            if (starts[span] > written) {
                out.silence(starts[span] - written);
                written = starts[span];
            }
            out.comfortNoise(levels[span]);
        }
    }

    /** Spans are sorted by time, their bytes by arrival: moves them to the front in the order they lie. */
    private void compactArena() {
        int to = 0;
        int from = nextOffset(-1);
        while (from < ARENA_BYTES) {
            int span = spanAt(from);
            System.arraycopy(arena, from, arena, to, lengths[span]);
            int following = nextOffset(from);
            offsets[span] = to;
            to += lengths[span];
            from = following;
        }
        arenaUsed = to;
    }

    private int nextOffset(int behind) {
        int next = ARENA_BYTES;
        for (int i = 0; i < spans; i++) {
            if (lengths[i] > 0 && offsets[i] > behind && offsets[i] < next) {
                next = offsets[i];
            }
        }
        return next;
    }

    private int spanAt(int offset) {
        int span = 0;
        while (offsets[span] != offset || lengths[span] == 0) {
            span++;
        }
        return span;
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
