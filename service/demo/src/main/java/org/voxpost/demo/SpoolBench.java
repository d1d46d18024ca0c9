package org.voxpost.demo;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Recording;
import org.voxpost.service.config.ByteSize;
import org.voxpost.service.config.StateConfig;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.spool.Marks;
import org.voxpost.service.spool.RecordingStore;
import org.voxpost.service.spool.Spool;
import org.voxpost.service.spool.SpoolSink;

/**
 * Loads the real spool on the real disk. {@code deploy/bench/spool} runs it.
 *
 * <pre>
 * accepts DIRECTORY RATE SECONDS   so many messages of 50 KB end each second, every one of which was spoken in 6.25 s
 * fill DIRECTORY COUNT BOXES       so many messages wait to be delivered, spread over m2000@corp.example and on
 * </pre>
 */
final class SpoolBench {
    private static final int MESSAGE_BYTES = 50_000; // 6.25 s of G.711
    private static final int BLOCK_BYTES = 3_840; // 480 ms, as media hands it over
    private static final long BYTES_PER_SECOND = 8_000;
    private static final int FILL_AT_ONCE = 64;
    private static final int FIRST_EXTENSION = 2000;
    private static final Duration EACH = Duration.ofMillis(MESSAGE_BYTES * 1000L / BYTES_PER_SECOND);

    private final Spool spool;
    private final RecordingStore store;
    private final ConcurrentLinkedQueue<Long> opening = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> accepting = new ConcurrentLinkedQueue<>();
    private volatile long mostBacklog;

    private SpoolBench(Spool spool, RecordingStore store) {
        this.spool = spool;
        this.store = store;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        var config = new StateConfig(directory, Duration.ofHours(1), Duration.ofDays(1), new ByteSize(0),
                new ByteSize(0), Duration.ofMillis(500), Optional.empty(), Optional.empty());
        try (Database database = Database.open(directory);
                RecordingStore store = RecordingStore.open(config, Optional.empty());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var bench = new SpoolBench(new Spool(database, store, InstantSource.system()), store);
            if (arguments[0].equals("accepts")) {
                bench.accepts(callers, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            } else {
                bench.fill(callers, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            }
        }
    }

    /** What message {@code number} says: 32 bytes that are its own, over and over. */
    private static byte[] own(int number) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] said(byte[] own, int from, int length) {
        byte[] said = new byte[length];
        for (int i = 0; i < length; i++) {
            said[i] = own[(from + i) % own.length];
        }
        return said;
    }

    private static Envelope envelope(int number, int boxes) {
        String box = "m" + (FIRST_EXTENSION + number % boxes);
        return new Envelope(DeliveryId.random(), box, new SmtpAddress(box + "@corp.example"), "main",
                ItemKind.CALL_ANSWERING, new Caller("+1425" + (1_000_000 + number), "", Optional.empty()),
                "bench-" + number, "bench", Instant.now(), Locale.US);
    }

    /** A fixed number of messages a second, whatever the spool's answers take; then all of it is read back. */
    @SuppressWarnings("SystemOut")
    private void accepts(ExecutorService callers, int rate, int seconds) throws Exception {
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        List<Future<SpoolSink>> messages = new ArrayList<>();
        for (int number = 0; number < rate * seconds; number++) {
            int mine = number;
            parkUntil(begun + number * 1_000_000_000L / rate);
            mostBacklog = Math.max(mostBacklog, store.backlogBytes());
            messages.add(callers.submit(() -> message(mine)));
        }
        int failed = 0;
        List<SpoolSink> kept = new ArrayList<>();
        for (Future<SpoolSink> message : messages) {
            try {
                kept.add(message.get());
            } catch (ExecutionException refused) {
                failed++;
            }
        }
        double took = (System.nanoTime() - begun) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        int inexact = inexact(messages);
        double steady = took - EACH.toMillis() / 1e3; // the first message ends that much after the first begins
        // this program's output: deploy/bench/spool reads it
        System.out.printf(Locale.ROOT,
                "accepts=%d failed=%d inexact=%d rate=%.1f mbs=%.2f open50=%.1f open99=%.1f openworst=%.1f accept50=%.1f accept99=%.1f acceptworst=%.1f"
                        + " backlog=%d cpu=%.1f%n",
                kept.size(), failed, inexact, kept.size() / steady, kept.size() / steady * MESSAGE_BYTES / 1e6,
                millis(opening, 0.5), millis(opening, 0.99), millis(opening, 1), millis(accepting, 0.5),
                millis(accepting, 0.99), millis(accepting, 1), mostBacklog, cpuSeconds);
    }

    private SpoolSink message(int number) {
        byte[] own = own(number);
        Envelope envelope = envelope(number, 1000);
        long begun = System.nanoTime();
        SpoolSink sink = store.open(envelope);
        long open = System.nanoTime();
        opening.add(open - begun);
        sink.begin(AudioFormat.PCMU_8000);
        for (int at = 0; at < MESSAGE_BYTES; at += BLOCK_BYTES) {
            int length = Math.min(BLOCK_BYTES, MESSAGE_BYTES - at);
            parkUntil(open + (at + length) * 1_000_000_000L / BYTES_PER_SECOND);
            if (!sink.append(ByteBuffer.wrap(said(own, at, length)))) {
                throw new IllegalStateException("the storage takes no more");
            }
        }
        long ended = System.nanoTime();
        accept(envelope, sink);
        accepting.add(System.nanoTime() - ended);
        return sink;
    }

    private void accept(Envelope envelope, SpoolSink sink) {
        spool.accept(envelope, new Recording(sink, AudioFormat.PCMU_8000, MESSAGE_BYTES, Recording.Ending.HANGUP, EACH,
                true), Marks.NONE);
    }

    private static int inexact(List<Future<SpoolSink>> messages) throws IOException {
        int inexact = 0;
        for (int number = 0; number < messages.size(); number++) {
            if (messages.get(number).state() == Future.State.SUCCESS) {
                try (InputStream in = messages.get(number).resultNow().open()) {
                    inexact += Arrays.equals(in.readAllBytes(), said(own(number), 0, MESSAGE_BYTES)) ? 0 : 1;
                }
            }
        }
        return inexact;
    }

    private void fill(ExecutorService callers, int count, int boxes) throws Exception {
        var places = new Semaphore(FILL_AT_ONCE);
        List<Future<?>> messages = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int mine = number;
            places.acquire();
            messages.add(callers.submit(() -> {
                try {
                    Envelope envelope = envelope(mine, boxes);
                    SpoolSink sink = store.open(envelope);
                    sink.begin(AudioFormat.PCMU_8000);
                    sink.append(ByteBuffer.wrap(said(own(mine), 0, MESSAGE_BYTES)));
                    accept(envelope, sink);
                } finally {
                    places.release();
                }
            }));
        }
        for (Future<?> message : messages) {
            message.get();
        }
    }

    private static void parkUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double millis(ConcurrentLinkedQueue<Long> nanos, double share) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))] / 1e6;
    }
}
