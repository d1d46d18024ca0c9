package org.voxpost.service.spool;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.Recording;
import org.voxpost.media.Transcoder.Format;
import org.voxpost.media.rtp.RtpMediaPorts;
import org.voxpost.service.api.Health;
import org.voxpost.service.api.HttpApi;
import org.voxpost.service.config.DeliveryConfig;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.jain.JainSipEndpoint;

/**
 * A process that uses up its file descriptors under a recording and gives them back, told by a line each on its standard
 * input. It prints {@code ports TCP UDP HTTP}, then what became of everything that needs a descriptor.
 */
public final class DescriptorsChild implements AutoCloseable {
    private static final DeliveryConfig QUICK = new DeliveryConfig(Duration.ofMillis(10), Duration.ofMillis(50),
            Duration.ofMillis(200), Duration.ofMillis(50), 1000, Duration.ofMillis(20));
    private static final int LOOKS = 30;
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
    private static final long SPIN_NANOS = Duration.ofMillis(300).toNanos();
    private static final int SPINS = 5;
    private static final long LITTLE_PERCENT = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int FIRST_PORT = 46_000;
    private static final int LAST_PORT = 46_199;
    private static final byte[] SAID = Fixtures.noise(new Random(3), 16_000);

    private final FakeServer server = new FakeServer();
    private final Deque<FileChannel> held = new ArrayDeque<>();
    private final Database database;
    private final RecordingStore store;
    private final Spool spool;
    private final DeliveryWorker worker;
    private final MediaPorts ports;
    private final JainSipEndpoint endpoint;
    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health(List.of(), Duration.ofSeconds(5));
    private final HttpApi http = HttpApi.start(vertx, HttpConfig.at("127.0.0.1", 0), health, () -> "", router -> {
    });

    private DescriptorsChild(Path state) {
        database = Database.open(state);
        store = RecordingStore.open(Fixtures.state(state), Optional.empty());
        spool = new Spool(database, store, InstantSource.system());
        worker = DeliveryWorker.start(spool, List.of(new DeliveryProfile("main", server, Optional.empty(), 4)),
                new FakeTranscoder(), Format.WAV_G711, QUICK);
        ports = RtpMediaPorts.start(
                new MediaSettings("127.0.0.1", "", FIRST_PORT, LAST_PORT, 1, Duration.ofHours(1)),
                PromptLibrary.shipped());
        endpoint = JainSipEndpoint.start(new SipSettings(
                List.of(new SipListener(Transport.UDP, "127.0.0.1", 0), new SipListener(Transport.TCP, "127.0.0.1", 0)),
                "", "Voxpost", List.of(new SipPeer("pbx", List.of("127.0.0.1"), true, Set.of(), SipPeer.Pick.ORIGINAL,
                        SipPeer.DEFAULT_ORDER, List.of())),
                100, Duration.ofSeconds(32)), call -> {
                });
    }

    /** @param arguments the state directory */
    public static void main(String[] arguments) throws Exception {
        loadClasses();
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                var child = new DescriptorsChild(Path.of(arguments[0]))) {
            child.run(in);
        }
    }

    /** Classes in directories need a descriptor each; those of an installation are in jars that are open. */
    private static void loadClasses() throws IOException {
        for (String entry : System.getProperty("java.class.path").split(":")) {
            Path root = Path.of(entry);
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    String name = root.relativize(file).toString().replace('/', '.');
                    load(name.substring(0, name.length() - ".class".length()));
                }
            }
        }
        DescriptorsChild.class.getResource("/no/such/resource"); // opens every jar
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, DescriptorsChild.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notNeeded) {
            // something of a test that is not there
        }
    }

    private void run(BufferedReader in) throws IOException {
        tell("ports " + port(Transport.TCP) + " " + port(Transport.UDP) + " " + http.port());
        workBesideASpinner();
        takeWhole("alice");
        ports.offer(MediaPeer.PLAIN).close();
        SpoolSink bob = store.open(Fixtures.envelope("bob"));
        bob.begin(AudioFormat.PCMU_8000);
        bob.append(ByteBuffer.wrap(SAID, 0, 8000));

        in.readLine();
        useUp();
        refused("recording", () -> store.open(Fixtures.envelope("carol")));
        refused("RTP", () -> ports.offer(MediaPeer.PLAIN));
        bob.append(ByteBuffer.wrap(SAID, 8000, 8000));
        tellDelivered(spool.accept(bob.envelope(), recording(bob), Marks.NONE)); // by the descriptor it had
        for (int look = 0; look < LOOKS; look++) { // that one, too, and what is closed a moment later
            useUp();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        tell("used up");

        in.readLine();
        tell("beside a spinner " + leastWorkBesideASpinner());

        in.readLine();
        giveBack();
        ports.offer(MediaPeer.PLAIN).close();
        tell("RTP opened");
        takeWhole("carol");
        tell("over");
        in.readLine();
    }

    private int port(Transport transport) {
        return endpoint.listeners().stream().filter(point -> point.transport() == transport).findFirst().orElseThrow()
                .port();
    }

    private void takeWhole(String owner) {
        SpoolSink sink = store.open(Fixtures.envelope(owner));
        Recording recording = Fixtures.record(sink, SAID);
        tellDelivered(spool.accept(sink.envelope(), recording, Marks.NONE));
    }

    private static Recording recording(SpoolSink sink) {
        return new Recording(sink, AudioFormat.PCMU_8000, SAID.length, Recording.Ending.HANGUP, Duration.ofSeconds(2),
                true);
    }

    private void tellDelivered(Delivery accepted) {
        await().atMost(Duration.ofSeconds(20)).until(
                () -> spool.find(accepted.id()).orElseThrow().progress().state() == DeliveryState.DELIVERED);
        byte[] audio = server.only(accepted.id()).audio();
        boolean whole = Arrays.equals(Arrays.copyOfRange(audio, audio.length - SAID.length, audio.length), SAID);
        tell(accepted.envelope().mailboxId() + " delivered " + server.copies(accepted.id()) + (whole ? " whole" : ""));
    }

    private static void refused(String what, Runnable work) {
        try {
            work.run();
            tell(what + " taken");
        } catch (StorageException | MediaPorts.NoPortLeft refused) {
            tell(what + " refused: " + refused.getMessage());
        }
    }

    /** Of several looks: where the spinner hardly gets the processor, what others do now and then looks like much. */
    private static long leastWorkBesideASpinner() {
        long least = workBesideASpinner();
        for (int look = 1; look < SPINS && least >= LITTLE_PERCENT; look++) {
            least = Math.min(least, workBesideASpinner());
        }
        return least;
    }

    /**
     * Spins for so much of the processor's time that every other thread that does, too, shows.
     *
     * @return how much all others worked meanwhile, in percent of that
     */
    private static long workBesideASpinner() {
        long ours = THREADS.getCurrentThreadCpuTime();
        long others = othersNanos();
        while (THREADS.getCurrentThreadCpuTime() - ours < SPIN_NANOS) {
            Thread.onSpinWait();
        }
        return (othersNanos() - others) * 100 / (THREADS.getCurrentThreadCpuTime() - ours);
    }

    private static long othersNanos() {
        return LongStream.of(THREADS.getAllThreadIds()).filter(id -> id != Thread.currentThread().threadId())
                .map(THREADS::getThreadCpuTime).filter(nanos -> nanos > 0).sum();
    }

    private void useUp() {
        try {
            while (true) {
                held.add(FileChannel.open(Path.of("/dev/null")));
            }
        } catch (IOException usedUp) {
            // as wanted
        }
    }

    private void giveBack() throws IOException {
        for (FileChannel one : new ArrayList<>(held)) {
            one.close();
        }
    }

    @SuppressWarnings("SystemOut") // the parent reads it
    private static void tell(String line) {
        System.out.println(DescriptorsTest.TOLD + line);
        System.out.flush();
    }

    @Override
    public void close() {
        http.close();
        health.close();
        vertx.close().await();
        endpoint.close();
        ports.close();
        worker.close();
        store.close();
        database.close();
    }
}
