package org.voxpost.service.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.service.config.StateConfig;

/**
 * The recordings on disk: {@code audio/<delivery id>-<take>.vxr} in the state directory, mode 0600 in 0700. Safe for
 * all threads; what waits for the disk says so.
 */
public final class RecordingStore implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int MISSING_TAKES = 3; // behind so many numbers without a file there is none: a new take has the first that is free
    private static final String SUFFIX = ".vxr";

    private final Path directory;
    private final FileStore space; // found once: it reads all mounts of the machine
    private final Path workDirectory;
    private final Optional<SecretKey> key;
    private final RecordingWriter writer;
    private final DiskThresholds thresholds;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong lastProbe = new AtomicLong(System.nanoTime());
    private final Set<String> openFiles = ConcurrentHashMap.newKeySet();
    private final Set<DeliveryId> retaken = Collections.synchronizedSet(Collections.newSetFromMap(new Latest()));

    private RecordingStore(Path directory, Path workDirectory, Optional<SecretKey> key, RecordingWriter writer,
            DiskThresholds thresholds) throws IOException {
        this.directory = directory;
        this.space = Files.getFileStore(directory);
        this.workDirectory = workDirectory;
        this.key = key;
        this.writer = writer;
        this.thresholds = thresholds;
    }

    /**
     * Opens the store and starts its writer.
     *
     * @param key encrypts the audio; empty for none
     * @throws StorageException if the directory cannot be made or written
     */
    public static RecordingStore open(StateConfig config, Optional<SecretKey> key) {
        try {
            Path state = makePrivate(config.directory());
            Path audio = makePrivate(state.resolve("audio"));
            return open(config, key, Disk.of(audio));
        } catch (IOException e) {
            throw new StorageException("the state directory " + config.directory() + " cannot be used: " + e, e);
        }
    }

    static RecordingStore open(StateConfig config, Optional<SecretKey> key, Disk disk)
            throws IOException {
        Path audio = makePrivate(makePrivate(config.directory()).resolve("audio"));
        Path work = makePrivate(config.workDirectory().orElse(config.directory().resolve("work")));
        return new RecordingStore(audio, work, key, new RecordingWriter(disk, config.syncEvery()),
                new DiskThresholds(config.stopBelow().bytes(), config.resumeAbove().bytes()));
    }

    static Path makePrivate(Path directory) throws IOException {
        var mode = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(mode));
        Files.setPosixFilePermissions(directory, mode);
        return directory;
    }

    /** Makes an empty file of mode 0600. */
    static Path makePrivateFile(Path file) throws IOException {
        return Files.createFile(file, OWNER_ONLY);
    }

    /** Why no message can be taken now; empty if one can. Ask before the caller speaks. */
    public Optional<String> notReady() {
        Optional<String> trouble = writer.trouble();
        if (trouble.isPresent()) {
            probe();
            return trouble;
        }
        try {
            long free = space.getUsableSpace();
            return thresholds.open(free)
                    ? Optional.empty()
                    : Optional.of("only " + free / 1_000_000 + " MB are free in " + directory);
        } catch (IOException e) {
            return Optional.of("the free space of " + directory + " is unknown: " + e.getMessage());
        }
    }

    /** True if a message can be taken now. */
    public boolean ready() {
        return notReady().isEmpty();
    }

    /**
     * Begins a recording, another take of the same message if its id is there already; returns when the header is
     * durable. Ask {@link #ready} before.
     *
     * @throws StorageException if the storage cannot take it
     */
    public SpoolSink open(Envelope envelope) {
        SpoolSink sink = begin(envelope);
        settle(sink);
        return sink;
    }

    /**
     * As {@link #open}, but does not wait for the header: it becomes durable with what others have written, within
     * {@code state.sync-every}. {@link #settle} must follow before anything is said into it.
     *
     * @throws StorageException if the storage cannot take it
     */
    public SpoolSink begin(Envelope envelope) {
        int take = 1;
        while (true) {
            Path file = directory.resolve(envelope.id() + "-" + take + SUFFIX);
            try {
                return begin(envelope, file);
            } catch (java.nio.file.FileAlreadyExistsException e) {
                take++;
                retaken.add(envelope.id());
            } catch (IOException e) {
                throw new StorageException("a recording cannot be opened in " + directory + ": " + e.getMessage(), e);
            }
        }
    }

    /** Returns when the header of a recording that was begun is durable. @throws StorageException if it cannot be: it is discarded */
    public void settle(SpoolSink sink) {
        try {
            CompletableFuture<Void> header = sink.header();
            DiskPatience.await(header.isDone() ? header : sink.durable(), "opening a recording");
            if (sink.hasFailed()) {
                throw new IOException("its header is not there: " + writer.trouble().orElse("a write failed"));
            }
        } catch (IOException e) {
            sink.discard();
            throw new StorageException("a recording cannot be opened in " + directory + ": " + e.getMessage(), e);
        }
        CrashPoint.reach("header-written");
    }

    private SpoolSink begin(Envelope envelope, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String name = String.valueOf(file.getFileName());
        openFiles.add(name);
        open.incrementAndGet();
        var sink = new SpoolSink(envelope, file, channel, writer, key, () -> {
            open.decrementAndGet();
            openFiles.remove(name);
        });
        sink.writeHeader(EnvelopeJson.write(envelope).getBytes(StandardCharsets.UTF_8));
        return sink;
    }

    /** Returns when everything handed over before is in its file. @throws IOException if the disk takes no writes */
    void awaitWritten() throws IOException {
        DiskPatience.await(writer.written(), "writing what was recorded");
    }

    /** Recordings in progress. */
    public int inProgress() {
        return open.get();
    }

    /** Bytes that wait for the disk. */
    public long backlogBytes() {
        return writer.backlogBytes();
    }

    /** The audio of a finished recording. */
    InputStream audio(String file) throws IOException {
        return StoredAudio.openAudio(directory.resolve(file), key);
    }

    StoredAudio inspect(String file) throws IOException {
        return StoredAudio.inspect(directory.resolve(file), key);
    }

    StoredAudio inspectElsewhere(Path file) throws IOException {
        return StoredAudio.inspect(file, key);
    }

    /** Copies a recording from elsewhere, durably; it has its name only when it is whole. */
    void copyIn(Path from, String name) throws IOException {
        Path part = directory.resolve(name + ".part");
        copyDurably(from, part);
        Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Copies a file, in place of one that may be there, with mode 0600; its content is durable when this returns. */
    static void copyDurably(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    Path path(String file) {
        return directory.resolve(file);
    }

    /** A place for a file while it is encoded. */
    Path workFile(String name) {
        return workDirectory.resolve(name);
    }

    void delete(String file) throws IOException {
        Files.deleteIfExists(directory.resolve(file));
    }

    /** True if a message was lately recorded more than once. */
    boolean isRetaken(DeliveryId id) {
        return retaken.contains(id);
    }

    /** The files of one message, in the order they were begun. */
    List<String> takes(DeliveryId id) throws IOException {
        var takes = new ArrayList<String>();
        int missing = 0;
        for (int take = 1; missing < MISSING_TAKES; take++) {
            String file = id + "-" + take + SUFFIX;
            if (Files.exists(path(file))) {
                takes.add(file);
            } else {
                missing++;
            }
        }
        return takes;
    }

    /** All finished or orphaned recordings, without those in progress; takes of a message in the order they were begun. */
    List<String> files() throws IOException {
        return filesIn(directory).stream().filter(name -> !openFiles.contains(name)).toList();
    }

    /** The recordings in any directory; takes of a message in the order they were begun. */
    static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(p -> String.valueOf(p.getFileName())).filter(name -> name.endsWith(SUFFIX))
                    .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder())).toList();
        }
    }

    /** Files an earlier process left while it encoded. */
    void clearWork() throws IOException {
        try (Stream<Path> all = Files.list(workDirectory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Tries whether the disk works again, at most once a second. */
    private void probe() {
        long last = lastProbe.get();
        long now = System.nanoTime();
        if (now - last > TimeUnit.SECONDS.toNanos(1) && lastProbe.compareAndSet(last, now)) {
            writer.offer(new Probe());
        }
    }

    /** Forgets the oldest of what is many. */
    private static final class Latest extends LinkedHashMap<DeliveryId, Boolean> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 10_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DeliveryId, Boolean> eldest) {
            return size() > MOST;
        }
    }

    private final class Probe implements RecordingWriter.Step, RecordingWriter.Target {
        private final Path file = directory.resolve(".probe");
        private Optional<FileChannel> channel = Optional.empty();

        @Override
        public RecordingWriter.Target target() {
            return this;
        }

        @Override
        public boolean run(Disk disk) throws IOException {
            FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = Optional.of(opened);
            disk.write(opened, ByteBuffer.allocate(4096));
            return true;
        }

        @Override
        public boolean last() {
            return true;
        }

        @Override
        public Optional<FileChannel> channel() {
            return channel;
        }

        @Override
        public void failed(IOException cause) {
            // the writer remembers it; the next probe tells
        }

        @Override
        public void close() throws IOException {
            if (channel.isPresent()) {
                channel.get().close();
                Files.deleteIfExists(file);
            }
        }
    }

    /** Writes what is on its way and ends; recordings in progress stay for the next start. */
    @Override
    public void close() {
        writer.close();
    }
}
