package org.voxpost.media.ffmpeg;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.codec.LinearAudio;

/** The samples of a file of bare audio, about a second at a time, so that its length does not matter. For one thread. */
final class SampleReader implements AutoCloseable {
    private final InputStream in;
    private final AudioFormat format;
    private final byte[] bytes;

    SampleReader(Path source, long offset, AudioFormat format) throws IOException {
        this.format = format;
        this.bytes = new byte[format.bytesPerSecond()];
        long length = Files.size(source);
        if (offset < 0 || offset > length) {
            throw new IOException(source + ": audio from byte " + offset + ", but the file has " + length);
        }
        this.in = new BufferedInputStream(Files.newInputStream(source));
        in.skipNBytes(offset);
    }

    /** The next bytes as they are; 0 at the end. Valid until the next call. */
    int readBytes() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("encoding was interrupted");
        }
        int read = in.readNBytes(bytes, 0, bytes.length);
        return read - read % format.encoding().bytesPerSample();
    }

    /** What {@link #readBytes} read. */
    byte[] bytes() {
        return bytes;
    }

    /** The next samples; none at the end. */
    short[] read() throws IOException {
        int read = readBytes();
        return LinearAudio.of(format, bytes, 0, read);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
