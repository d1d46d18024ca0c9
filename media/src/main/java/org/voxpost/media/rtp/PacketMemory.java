package org.voxpost.media.rtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one media thread receives into and sends from, outside the heap, laid out as Linux's {@code recvmmsg(2)} wants it:
 * for each place a header of 64 bytes that points at an address, at 2 KB for the datagram and at 64 bytes for the kernel's
 * time stamp. The numbers hold for 64-bit Linux on every processor we know of; elsewhere only the datagrams are used.
 */
final class PacketMemory {
    /** Datagrams fetched together. */
    static final int PLACES = 32;
    static final int HEADER_BYTES = 64;
    static final int HEADER_LENGTH_AT = 56;
    static final int ADDRESS_BYTES = 32;
    static final int CONTROL_BYTES = 64;
    private static final int PACKET_BYTES = 2048;
    private static final int VECTOR_BYTES = 16;
    private static final int NAME_LENGTH_AT = 8;
    private static final int VECTOR_AT = 16;
    private static final int VECTOR_COUNT_AT = 24;
    private static final int CONTROL_AT = 32;
    private static final int CONTROL_LENGTH_AT = 40;
    private static final int CONTROL_LEVEL_AND_TYPE_AT = 8;
    private static final int CONTROL_DATA_AT = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Level SOL_SOCKET (1), type SCM_TIMESTAMPNS (35). */
    private static final int TIME_STAMP_LEVEL = 1;
    private static final int TIME_STAMP_TYPE = 35;

    final MemorySegment headers;
    final ByteBuffer headerBytes;
    final ByteBuffer addressBytes;
    private final ByteBuffer controlBytes;
    private final ByteBuffer[] packets = new ByteBuffer[PLACES];
    private final @Nullable InetSocketAddress[] sources = new InetSocketAddress[PLACES];
    private final long[] arrivals = new long[PLACES];

    final MemorySegment outMemory;
    final MemorySegment targetMemory;
    final ByteBuffer targetBytes;
    private final ByteBuffer out;
    private long wallMinusMonotonic;
    private long comparedNanos;

    PacketMemory() {
        Arena arena = Arena.ofAuto();
        MemorySegment data = arena.allocate((long) PLACES * PACKET_BYTES, 64);
        MemorySegment addresses = arena.allocate((long) PLACES * ADDRESS_BYTES, 64);
        MemorySegment controls = arena.allocate((long) PLACES * CONTROL_BYTES, 64);
        MemorySegment vectors = arena.allocate((long) PLACES * VECTOR_BYTES, 64);
        headers = arena.allocate((long) PLACES * HEADER_BYTES, 64);
        headerBytes = nativeView(headers);
        addressBytes = nativeView(addresses);
        controlBytes = nativeView(controls);
        ByteBuffer vectorBytes = nativeView(vectors);
        for (int i = 0; i < PLACES; i++) {
            packets[i] = data.asSlice((long) i * PACKET_BYTES, PACKET_BYTES).asByteBuffer();
            vectorBytes.putLong(i * VECTOR_BYTES, data.address() + (long) i * PACKET_BYTES);
            vectorBytes.putLong(i * VECTOR_BYTES + 8, PACKET_BYTES);
            int header = i * HEADER_BYTES;
            headerBytes.putLong(header, addresses.address() + (long) i * ADDRESS_BYTES);
            headerBytes.putLong(header + VECTOR_AT, vectors.address() + (long) i * VECTOR_BYTES);
            headerBytes.putLong(header + VECTOR_COUNT_AT, 1);
            headerBytes.putLong(header + CONTROL_AT, controls.address() + (long) i * CONTROL_BYTES);
        }
        useAgain(PLACES);
        outMemory = arena.allocate(PACKET_BYTES, 64);
        out = outMemory.asByteBuffer();
        targetMemory = arena.allocate(ADDRESS_BYTES, 64);
        targetBytes = nativeView(targetMemory);
        compareClocks(System.nanoTime());
    }

    private static ByteBuffer nativeView(MemorySegment memory) {
        return memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** Before the next call: the kernel wrote into the first {@code places} how much it used of them. */
    void useAgain(int places) {
        for (int i = 0; i < places; i++) {
            headerBytes.putInt(i * HEADER_BYTES + NAME_LENGTH_AT, ADDRESS_BYTES);
            headerBytes.putLong(i * HEADER_BYTES + CONTROL_LENGTH_AT, CONTROL_BYTES);
        }
    }

    /** The datagram at {@code place}, from position 0 to its limit. */
    ByteBuffer packet(int place) {
        return packets[place];
    }

    InetSocketAddress source(int place) {
        InetSocketAddress source = sources[place];
        if (source == null) {
            throw new IllegalArgumentException("nothing lies at place " + place);
        }
        return source;
    }

    /** When the datagram arrived, as {@link System#nanoTime} counts. */
    long arrivedNanos(int place) {
        return arrivals[place];
    }

    void arrived(int place, InetSocketAddress source, long nanos) {
        sources[place] = source;
        arrivals[place] = nanos;
    }

    /** The kernel's time stamp of the datagram at {@code place}, on the monotonic clock; {@code nowNanos} if it has none. */
    long stampNanos(int place, long nowNanos) {
        int at = place * CONTROL_BYTES;
        if (headerBytes.getLong(place * HEADER_BYTES + CONTROL_LENGTH_AT) < CONTROL_DATA_AT + 16
                || controlBytes.getInt(at + CONTROL_LEVEL_AND_TYPE_AT) != TIME_STAMP_LEVEL
                || controlBytes.getInt(at + CONTROL_LEVEL_AND_TYPE_AT + 4) != TIME_STAMP_TYPE) {
            return nowNanos;
        }
        if (nowNanos - comparedNanos > NANOS_PER_SECOND) {
            compareClocks(nowNanos);
        }
        long stamp = controlBytes.getLong(at + CONTROL_DATA_AT) * NANOS_PER_SECOND
                + controlBytes.getLong(at + CONTROL_DATA_AT + 8) - wallMinusMonotonic;
        boolean believable = stamp - nowNanos <= 0 && nowNanos - stamp < NANOS_PER_SECOND; // the wall clock may jump
        return believable ? stamp : nowNanos;
    }

    private void compareClocks(long nowNanos) {
        Instant wall = Instant.now();
        wallMinusMonotonic = wall.getEpochSecond() * NANOS_PER_SECOND + wall.getNano() - System.nanoTime();
        comparedNanos = nowNanos;
    }

    /** The datagram to be sent; begins at 0. */
    ByteBuffer out() {
        return out;
    }

    /** Forgets where packets came from, so that no call's addresses outlive it. */
    void forget() {
        Arrays.fill(sources, null);
    }
}
