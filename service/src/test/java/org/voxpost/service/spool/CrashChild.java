package org.voxpost.service.spool;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Recording;

/**
 * A process that takes messages until it dies. It prints {@code open ID} when a recording's header is durable,
 * {@code accepted ID} when accept returned. With {@code -Dvoxpost.test.greedy=N} the message of that number fills the heap
 * and swallows the error, as a library may.
 */
public final class CrashChild {
    private CrashChild() {
    }

    /** @param arguments state directory, messages to take, milliseconds between seconds of audio */
    public static void main(String[] arguments) {
        Path state = Path.of(arguments[0]);
        var random = new Random(5);
        try (Database database = Database.open(state);
                RecordingStore store = RecordingStore.open(Fixtures.state(state), Optional.empty())) {
            var spool = new Spool(database, store, InstantSource.system());
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                take(store, spool, random, Integer.parseInt(arguments[2]),
                        i == Integer.getInteger("voxpost.test.greedy", -1));
            }
        }
        tell("done");
    }

    private static void take(RecordingStore store, Spool spool, Random random, int pause, boolean greedy) {
        SpoolSink sink = store.open(Fixtures.envelope("alice"));
        tell("open " + sink.envelope().id());
        sink.begin(AudioFormat.PCMU_8000);
        long seed = sink.envelope().id().value().getLeastSignificantBits();
        byte[] audio = Fixtures.noise(new Random(seed), 8000 * 5);
        for (int second = 0; second < 5; second++) {
            sink.append(ByteBuffer.wrap(audio, second * 8000, 8000));
            if (pause > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(pause * 1_000_000L + random.nextInt(1000));
            }
        }
        if (greedy) {
            fillHeap();
        }
        sink.end();
        spool.accept(sink.envelope(), new Recording(sink, AudioFormat.PCMU_8000, audio.length,
                Recording.Ending.HANGUP, java.time.Duration.ofSeconds(5), true), Marks.NONE);
        tell("accepted " + sink.envelope().id());
    }

    private static void fillHeap() {
        var held = new ArrayList<byte[]>();
        try {
            while (true) {
                held.add(new byte[1 << 20]);
            }
        } catch (OutOfMemoryError swallowed) {
            held.clear();
        }
    }

    @SuppressWarnings("SystemOut") // the parent reads it
    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
