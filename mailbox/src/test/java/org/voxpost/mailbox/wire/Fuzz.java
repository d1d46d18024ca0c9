package org.voxpost.mailbox.wire;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Reads messages gone wrong. What comes out is an answer, a {@link WireException} or an {@link IOException}, and no message
 * makes its reader allocate more than a few megabytes. Seeded; {@code -Dvoxpost.fuzz.seconds=60} goes on for that long with
 * seeds of its own, which a failure names.
 */
public final class Fuzz {
    private static final long MOST_ALLOCATED = 8L << 20;
    private static final Duration LONGER = Duration.ofSeconds(Long.getLong("voxpost.fuzz.seconds", 0));
    private static final int ROUNDS_A_LOOK = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzz() {
    }

    /** Takes the bytes of one message. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] message) throws IOException;
    }

    /** @param corpus whole messages, one at least; readers see changed copies */
    public static void run(long seed, int rounds, List<byte[]> corpus, Reader reader) {
        run(seed, rounds, random -> changed(corpus, random), reader);
    }

    /** @param messages makes one that is probably wrong */
    public static void run(long seed, int rounds, Function<Random, byte[]> messages, Reader reader) {
        rounds(seed, rounds, messages, reader);
        long end = System.nanoTime() + LONGER.toNanos();
        for (long more = System.nanoTime(); System.nanoTime() < end; more++) {
            rounds(more, ROUNDS_A_LOOK, messages, reader);
        }
    }

    private static void rounds(long seed, int rounds, Function<Random, byte[]> messages, Reader reader) {
        var random = new Random(seed);
        for (int i = 0; i < rounds; i++) {
            survives(messages.apply(random), reader, seed);
        }
    }

    private static byte[] changed(List<byte[]> corpus, Random random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 3), (byte) 0x7f);
                case 4 -> bytes = Arrays.copyOf(bytes, at);
                default -> bytes = spliced(bytes, at, corpus.get(random.nextInt(corpus.size())), random);
            }
        }
        return bytes;
    }

    /** Up to {@code at} the one, and then a piece of the other. */
    private static byte[] spliced(byte[] head, int at, byte[] other, Random random) {
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        byte[] bytes = Arrays.copyOf(head, at + other.length - from);
        System.arraycopy(other, from, bytes, at, other.length - from);
        return bytes;
    }

    private static void survives(byte[] message, Reader reader, long seed) {
        if (allocatedBy(message, reader, seed) <= MOST_ALLOCATED) {
            return;
        }
        long again = allocatedBy(message, reader, seed); // the first time classes may have been loaded
        if (again > MOST_ALLOCATED) {
            throw new AssertionError("seed " + seed + ", " + again + " bytes allocated: "
                    + HexFormat.of().formatHex(message));
        }
    }

    private static long allocatedBy(byte[] message, Reader reader, long seed) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reader.read(message);
        } catch (WireException | IOException refused) {
            if (String.valueOf(refused.getMessage()).isEmpty()) {
                throw new AssertionError("seed " + seed + ", refused without a word: "
                        + HexFormat.of().formatHex(message), refused);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError wrong) {
            throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(message), wrong);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
