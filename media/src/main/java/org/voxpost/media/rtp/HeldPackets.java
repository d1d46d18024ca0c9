package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.codec.Codec;

/**
 * Packets of a {@link RecordingTimeline} that wait for those before them, and notes among them: sorted by where they begin,
 * their bytes in one arena in the order in which they came. Takes little memory until much waits: a thousand calls have a
 * thousand of these. Owned by one thread.
 */
final class HeldPackets {
    private static final int FIRST = 32; // what is fetched at once while recording, of 20 ms each
    private static final int MOST = 256;
    private static final int FIRST_BYTES = 4 * 1024;
    private static final int MOST_BYTES = 32 * 1024;

    private long[] starts = new long[FIRST];
    private long[] ends = new long[FIRST];
    private int[] sequences = new int[FIRST];
    private int[] levels = new int[FIRST]; // of comfort noise; notes only
    private int[] offsets = new int[FIRST];
    private int[] lengths = new int[FIRST];
    private @Nullable Codec[] codecs = new Codec[FIRST];
    private byte[] arena = new byte[FIRST_BYTES];
    private int count;
    private int used; // of the arena

    int count() {
        return count;
    }

    /** True if one more of so many bytes fits. */
    boolean hasRoom(int bytes) {
        return count < MOST && used + bytes <= MOST_BYTES;
    }

    /** Room for so many bytes while nothing is held: overwritten by what is held next. */
    byte[] scratch(int bytes) {
        growArena(bytes);
        return arena;
    }

    /** How many begin there or before. */
    int placeOf(long start) {
        int at = count;
        while (at > 0 && starts[at - 1] > start) {
            at--;
        }
        return at;
    }

    /** Holds a packet, behind those that begin where it does; there must be room. */
    void add(Codec codec, long start, long end, RtpPacket packet, ByteBuffer in) {
        int length = packet.payloadLength();
        growArena(used + length);
        int at = makeRoom(start);
        ends[at] = end;
        sequences[at] = packet.sequence();
        codecs[at] = codec;
        lengths[at] = length;
        in.get(packet.payloadOffset(), arena, used, length);
        used += length;
    }

    /** Holds a note, which has no audio; there must be room. */
    void addNote(long start, int sequence, int level) {
        int at = makeRoom(start);
        ends[at] = start;
        sequences[at] = sequence;
        levels[at] = level;
        codecs[at] = null;
        lengths[at] = 0;
    }

    private void growArena(int bytes) {
        if (bytes > arena.length) {
            arena = Arrays.copyOf(arena, Math.max(bytes, 2 * arena.length));
        }
    }

    private int makeRoom(long start) {
        if (count == starts.length) {
            grow(2 * count);
        }
        int at = placeOf(start);
        move(at, at + 1, count - at);
        count++;
        starts[at] = start;
        offsets[at] = used;
        return at;
    }

    private void grow(int size) {
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
        sequences = Arrays.copyOf(sequences, size);
        levels = Arrays.copyOf(levels, size);
        offsets = Arrays.copyOf(offsets, size);
        lengths = Arrays.copyOf(lengths, size);
        codecs = Arrays.copyOf(codecs, size);
    }

    private void move(int from, int to, int number) {
        System.arraycopy(starts, from, starts, to, number);
        System.arraycopy(ends, from, ends, to, number);
        System.arraycopy(sequences, from, sequences, to, number);
        System.arraycopy(levels, from, levels, to, number);
        System.arraycopy(codecs, from, codecs, to, number);
        System.arraycopy(offsets, from, offsets, to, number);
        System.arraycopy(lengths, from, lengths, to, number);
    }

    void removeFirst(int number) {
        count -= number;
        move(number, 0, count);
        compact();
    }

    /** All of them begin later by so much. */
    void shift(long positions) {
        for (int i = 0; i < count; i++) {
            starts[i] += positions;
            ends[i] += positions;
        }
    }

    /** Moves the bytes to the front in the order in which they lie. */
    private void compact() {
        int to = 0;
        int from = nextOffset(-1);
        while (from < used) {
            int at = whoseBytes(from);
            System.arraycopy(arena, from, arena, to, lengths[at]);
            int following = nextOffset(from);
            offsets[at] = to;
            to += lengths[at];
            from = following;
        }
        used = to;
    }

    private int nextOffset(int behind) {
        int next = used;
        for (int i = 0; i < count; i++) {
            if (lengths[i] > 0 && offsets[i] > behind && offsets[i] < next) {
                next = offsets[i];
            }
        }
        return next;
    }

    private int whoseBytes(int offset) {
        int at = 0;
        while (offsets[at] != offset || lengths[at] == 0) {
            at++;
        }
        return at;
    }

    long start(int at) {
        return starts[at];
    }

    long end(int at) {
        return ends[at];
    }

    int sequence(int at) {
        return sequences[at];
    }

    /** @return null for a note */
    @Nullable
    Codec codec(int at) {
        return codecs[at];
    }

    /** Of a note. */
    int level(int at) {
        return levels[at];
    }

    /** The bytes of all; those of one are {@link #length} from {@link #offset} on. */
    byte[] bytes() {
        return arena;
    }

    int offset(int at) {
        return offsets[at];
    }

    int length(int at) {
        return lengths[at];
    }
}
