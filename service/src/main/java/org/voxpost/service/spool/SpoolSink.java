package org.voxpost.service.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.RecordingSink;

/**
 * One recording on its way to disk. Its header is durable since before it was handed out. Media threads append; the
 * store's writer thread writes, its sync thread closes.
 */
public final class SpoolSink implements RecordingSink {
    private static final int LONGEST_PENDING_BYTES = 512 * 1024; // 64 s of G.711, 16 s of 16 kHz linear

    private final Envelope envelope;
    private final Path file;
    private final FileChannel channel;
    private final FrameWriter frames;
    private final RecordingWriter writer;
    private final Optional<SecretKey> key;
    private final Runnable whenClosed;
    private final AtomicInteger pendingBytes = new AtomicInteger();
    private final AtomicLong takenBytes = new AtomicLong();
    private final Target target = new Target();
    private boolean closing; // the writer's own
    private volatile boolean failed;
    private volatile boolean ended;
    private volatile @Nullable AudioFormat format;
    private volatile CompletableFuture<Void> header = new CompletableFuture<>();

    SpoolSink(Envelope envelope, Path file, FileChannel channel, RecordingWriter writer, Optional<SecretKey> key,
            Runnable whenClosed) {
        this.envelope = envelope;
        this.file = file;
        this.channel = channel;
        this.writer = writer;
        this.key = key;
        this.whenClosed = whenClosed;
        this.frames = new FrameWriter(key);
    }

    public Envelope envelope() {
        return envelope;
    }

    String fileName() {
        return String.valueOf(file.getFileName());
    }

    /** Audio bytes taken so far. */
    public long takenBytes() {
        return takenBytes.get();
    }

    /** True if the storage failed under it: what was taken may not all be there. */
    public boolean hasFailed() {
        return failed;
    }

    Optional<AudioFormat> format() {
        return Optional.ofNullable(format);
    }

    void writeHeader(byte[] json) {
        writer.offer(new Write(() -> {
            ByteBuffer preamble = frames.preamble();
            ByteBuffer envelopeFrame = frames.frame(FrameType.HEADER, json);
            return ByteBuffer.allocate(preamble.remaining() + envelopeFrame.remaining()).put(preamble)
                    .put(envelopeFrame).flip();
        }, 0));
        header = writer.durable(RecordingSyncer.Haste.IN_TIME);
    }

    /** Done when the header survives a power cut. */
    CompletableFuture<Void> header() {
        return header;
    }

    @Override
    public void begin(AudioFormat audioFormat) {
        format = audioFormat;
        writer.offer(new Write(() -> frames.frame(FrameType.FORMAT, StoredAudio.formatBytes(audioFormat)), 0));
    }

    @Override
    public boolean append(ByteBuffer block) {
        int length = block.remaining();
        if (failed || ended || pendingBytes.get() + length > LONGEST_PENDING_BYTES) {
            return false;
        }
        byte[] copy = new byte[length];
        block.get(copy);
        pendingBytes.addAndGet(length);
        boolean taken = writer.offer(new Write(() -> audioFrame(copy), length));
        if (taken) {
            takenBytes.addAndGet(length);
        } else {
            pendingBytes.addAndGet(-length);
        }
        return taken;
    }

    private ByteBuffer audioFrame(byte[] audio) {
        CrashPoint.reach("mid-recording");
        return frames.frame(FrameType.AUDIO, audio);
    }

    @Override
    public void end() {
        if (!ended) {
            ended = true;
            writer.offer(new Write(() -> frames.frame(FrameType.END, new byte[0]), 0));
            writer.offer(new Close(false));
            whenClosed.run();
        }
    }

    @Override
    public InputStream open() throws IOException {
        DiskPatience.await(writer.written(), "reading back a recording");
        return StoredAudio.openAudio(file, key);
    }

    /** Done when everything taken so far survives a power cut. */
    CompletableFuture<Void> durable() {
        return writer.durable(RecordingSyncer.Haste.NOW);
    }

    /** As {@link #durable}, but perhaps a moment later, together with others'. */
    CompletableFuture<Void> durableSoon() {
        return writer.durable(RecordingSyncer.Haste.SOON);
    }

    /** The recording is not wanted: the file goes away. */
    public void discard() {
        if (!ended) {
            ended = true;
            whenClosed.run();
        }
        writer.offer(new Close(true));
    }

    /** Makes bytes on the writer's thread, as frames are sealed in order there. */
    private interface Bytes {
        ByteBuffer make();
    }

    /** The file as writer and sync see it. */
    private final class Target implements RecordingWriter.Target {
        @Override
        public Optional<FileChannel> channel() {
            return Optional.of(channel);
        }

        @Override
        public void failed(IOException cause) {
            failed = true;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private final class Write implements RecordingWriter.Step {
        private final Bytes bytes;
        private final int length;

        private Write(Bytes bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        @Override
        public RecordingWriter.Target target() {
            return target;
        }

        @Override
        public boolean run(Disk disk) throws IOException {
            pendingBytes.addAndGet(-length);
            if (failed || closing) {
                return false;
            }
            disk.write(channel, bytes.make());
            return true;
        }

        @Override
        public int heldBytes() {
            return length;
        }
    }

    private final class Close implements RecordingWriter.Step {
        private final boolean delete;

        private Close(boolean delete) {
            this.delete = delete;
        }

        @Override
        public RecordingWriter.Target target() {
            return target;
        }

        @Override
        public boolean run(Disk disk) throws IOException {
            closing = true;
            if (delete) {
                Files.deleteIfExists(file);
            }
            return false;
        }

        @Override
        public boolean last() {
            return true;
        }
    }
}
