package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Recording;
import org.voxpost.service.config.ByteSize;
import org.voxpost.service.config.StateConfig;

/** Measures what the disk below a directory can do, in a directory of its own that goes away again. Blocks. */
public final class DiskBench {
    private static final int CALLS = 100;
    private static final int CALLERS = 32;
    private static final int PAGE_BYTES = 4096;
    private static final int BLOCK_BYTES = 4000; // 500 ms of G.711, as a call hands it over
    private static final int MESSAGE_BYTES = 50_000; // 6.25 s of G.711
    private static final SmtpAddress NOBODY = new SmtpAddress("bench@localhost.invalid");

    private final Path directory;
    private final Duration each;
    private final Disk disk;

    private DiskBench(Path directory, Duration each) {
        this.directory = directory;
        this.each = each;
        this.disk = Disk.of(directory);
    }

    /** How long something took: milliseconds. */
    public record Timing(int times, double medianMs, double p99Ms, double worstMs) {
        static Timing of(List<Long> nanos) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return new Timing(sorted.length, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
        }

        private static double at(long[] sorted, double share) {
            return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
        }
    }

    /**
     * What was measured.
     *
     * @param page writing 4 KB and making that durable, one after the other ({@code fdatasync})
     * @param calls writing 500 ms of audio of each of 100 calls and making all durable together, as is done while they speak
     * @param accept taking a message of 50 KB from its last byte to being safe, 32 at once
     * @param acceptsPerSecond such messages, written whole
     */
    public record Figures(Timing page, Timing calls, Timing accept, double acceptsPerSecond) {

        /** Megabytes of audio a second. */
        public double megabytesPerSecond() {
            return acceptsPerSecond * MESSAGE_BYTES / 1e6;
        }
    }

    /**
     * Measures each thing for so long.
     *
     * @throws IOException if the directory cannot be written
     */
    public static Figures run(Path directory, Duration each) throws IOException {
        Path own = RecordingStore.makePrivate(Files.createTempDirectory(directory, "bench-"));
        try {
            return new DiskBench(own, each).measure();
        } finally {
            try (Stream<Path> all = Files.walk(own)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Figures measure() throws IOException {
        Timing page = pages();
        Timing calls = calls();
        return accepts(page, calls);
    }

    private Timing pages() throws IOException {
        try (FileChannel file = create("pages")) {
            return repeat(() -> {
                disk.write(file, ByteBuffer.allocate(PAGE_BYTES));
                file.force(false);
            });
        }
    }

    private Timing calls() throws IOException {
        List<FileChannel> files = new ArrayList<>();
        try {
            for (int call = 0; call < CALLS; call++) {
                files.add(create("call-" + call));
            }
            return repeat(() -> {
                for (FileChannel file : files) {
                    disk.write(file, ByteBuffer.allocate(BLOCK_BYTES));
                }
                disk.sync(files);
            });
        } finally {
            for (FileChannel file : files) {
                file.close();
            }
        }
    }

    private FileChannel create(String name) throws IOException {
        return FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private interface Step {
        void run() throws IOException;
    }

    private Timing repeat(Step step) throws IOException {
        List<Long> took = new ArrayList<>();
        long until = System.nanoTime() + each.toNanos();
        do {
            long begun = System.nanoTime();
            step.run();
            took.add(System.nanoTime() - begun);
        } while (System.nanoTime() - until < 0);
        return Timing.of(took);
    }

    /** By the real spool, many callers at once. */
    private Figures accepts(Timing page, Timing calls) throws IOException {
        var config = new StateConfig(directory.resolve("state"), Duration.ofHours(1), Duration.ofDays(1),
                new ByteSize(0), new ByteSize(0), Duration.ofMillis(500), Optional.empty(), Optional.empty());
        try (Database database = Database.open(config.directory());
                RecordingStore store = RecordingStore.open(config, Optional.empty());
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var spool = new Spool(database, store, InstantSource.system());
            long begun = System.nanoTime();
            long until = begun + each.toNanos();
            List<Callable<List<Long>>> work = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                work.add(() -> accepts(spool, store, until));
            }
            List<Long> took = new ArrayList<>();
            for (Future<List<Long>> done : callers.invokeAll(work)) {
                took.addAll(done.get());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Figures(page, calls, Timing.of(took), took.size() / seconds);
        } catch (ExecutionException failed) {
            throw new IOException("messages cannot be taken: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static List<Long> accepts(Spool spool, RecordingStore store, long until) {
        List<Long> took = new ArrayList<>();
        do {
            SpoolSink sink = store.open(envelope());
            sink.begin(AudioFormat.PCMU_8000);
            for (int at = 0; at < MESSAGE_BYTES; at += BLOCK_BYTES) {
                sink.append(ByteBuffer.allocate(Math.min(BLOCK_BYTES, MESSAGE_BYTES - at)));
            }
            long begun = System.nanoTime();
            spool.accept(sink.envelope(), new Recording(sink, AudioFormat.PCMU_8000, MESSAGE_BYTES,
                    Recording.Ending.HANGUP, Duration.ofMillis(MESSAGE_BYTES / 8), true), Marks.NONE);
            took.add(System.nanoTime() - begun);
        } while (System.nanoTime() - until < 0);
        return took;
    }

    private static Envelope envelope() {
        return new Envelope(DeliveryId.random(), "bench", NOBODY, "bench", ItemKind.CALL_ANSWERING,
                new Caller("1", "", Optional.empty()), "bench", "bench", Instant.EPOCH, Locale.ROOT);
    }
}
