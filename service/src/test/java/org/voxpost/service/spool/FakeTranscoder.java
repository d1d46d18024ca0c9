package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Transcoder;

/** Writes the format's name before the audio. */
final class FakeTranscoder implements Transcoder {
    volatile boolean broken;
    volatile boolean withoutMemory;

    @Override
    public Duration encode(Path source, long offset, AudioFormat sourceFormat, double gainDb, Format format,
            Path target)
            throws IOException {
        if (broken) {
            throw new IOException("the encoder is broken");
        }
        if (withoutMemory) {
            throw new OutOfMemoryError("Physical memory usage is too high"); // as JavaCPP does
        }
        byte[] audio = Files.readAllBytes(source);
        Files.write(target, format.name().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Files.write(target, audio, java.nio.file.StandardOpenOption.APPEND);
        return sourceFormat.lengthOf(audio.length - offset);
    }

    @Override
    public byte[] decodeGreeting(Path source, Duration longest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
