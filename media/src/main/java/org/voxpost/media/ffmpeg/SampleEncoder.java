package org.voxpost.media.ffmpeg;

import java.io.IOException;

/** An audio file being encoded, mono. For one thread; {@link #close} frees everything, whatever happened before. */
interface SampleEncoder extends AutoCloseable {

    /** Encodes the first {@code count} samples. */
    void write(short[] audio, int count) throws IOException;

    /** Encodes what is left and completes the file; gives the samples in it. */
    long finish() throws IOException;

    @Override
    void close();
}
