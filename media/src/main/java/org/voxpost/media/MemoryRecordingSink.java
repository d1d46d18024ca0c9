package org.voxpost.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Keeps a recording in memory: for greetings, for calls we make and for tests. Thread-safe. */
public final class MemoryRecordingSink implements RecordingSink {
    private final int mostBytes;
    private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
    private Optional<AudioFormat> format = Optional.empty();
    private boolean ended;

    /** @param mostBytes a block that would exceed it is refused */
    public MemoryRecordingSink(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public synchronized void begin(AudioFormat of) {
        format = Optional.of(of);
    }

    @Override
    public synchronized boolean append(ByteBuffer block) {
        if (audio.size() + block.remaining() > mostBytes) {
            return false;
        }
        var bytes = new byte[block.remaining()];
        block.get(bytes);
        audio.write(bytes, 0, bytes.length);
        return true;
    }

    @Override
    public synchronized void end() {
        ended = true;
    }

    @Override
    public synchronized InputStream open() {
        return new ByteArrayInputStream(audio.toByteArray());
    }

    /** What was appended so far. */
    public synchronized byte[] bytes() {
        return audio.toByteArray();
    }

    /** What {@link #begin} said. */
    public synchronized Optional<AudioFormat> format() {
        return format;
    }

    public synchronized boolean ended() {
        return ended;
    }
}
