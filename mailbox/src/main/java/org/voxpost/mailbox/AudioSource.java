package org.voxpost.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that can be read from the beginning as often as needed, without being held in memory. */
public interface AudioSource {

    /** Exact, known before reading; -1 only for what a server sends without saying its length. */
    long lengthBytes();

    InputStream open() throws IOException;

    static AudioSource of(byte[] bytes) {
        return new AudioSource() {
            @Override
            public long lengthBytes() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new java.io.ByteArrayInputStream(bytes);
            }
        };
    }

    /** A file that does not change any more. */
    static AudioSource of(Path file) throws IOException {
        long length = Files.size(file);
        return new AudioSource() {
            @Override
            public long lengthBytes() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
