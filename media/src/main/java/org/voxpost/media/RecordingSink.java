package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Takes the audio of one recording in order. Media threads only append blocks of a few hundred milliseconds; whoever
 * implements it makes them durable on threads of its own.
 */
public interface RecordingSink {

    /** Says what will be appended; called once, before the first block and before the beep. */
    void begin(AudioFormat format);

    /**
     * Appends the remaining bytes of {@code block}, which is copied or written before this returns. Never blocks.
     *
     * @return false if it cannot be taken: the buffer is full because the storage is too slow, or the storage failed.
     *         The recording ends with {@link Recording.Ending#STORAGE}; what was taken before is kept
     */
    boolean append(ByteBuffer block);

    /** Nothing more comes. Never blocks; the last bytes may still be on their way. */
    void end();

    /** Reads back what was appended so far; waits for what is on its way. */
    InputStream open() throws IOException;
}
