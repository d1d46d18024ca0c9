package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** What recordings ask of the file system. A sync may take long; writing from another thread goes on meanwhile. */
interface Disk {

    /**
     * Writes a buffer out whole. What was written outlives this process, but no power cut.
     *
     * @throws IOException if the file cannot take it; a part of it may be there
     */
    default void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /**
     * Makes what was written before the call survive a power cut.
     *
     * @param written files written to since the last call began; what was closed was synced before
     * @throws IOException if the storage cannot promise it, perhaps because of what was written during the call
     */
    void sync(Collection<FileChannel> written) throws IOException;

    /** One {@code syncfs} for all where the system has it, else one {@code fdatasync} a file. */
    static Disk of(Path directory) {
        return SyncFs.open(directory).map(Disk.class::cast).orElseGet(() -> fileByFile(directory));
    }

    /** Portable: forces every file, and the directory for new names. */
    static Disk fileByFile(Path directory) {
        return written -> {
            for (FileChannel channel : written) {
                if (channel.isOpen()) {
                    channel.force(false);
                }
            }
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        };
    }
}
