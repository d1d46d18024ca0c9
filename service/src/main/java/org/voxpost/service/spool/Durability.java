package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** Makes what was written before the call survive a power cut. */
interface Durability {

    /**
     * @param written files written to since the last call, some perhaps closed
     * @throws IOException if the storage cannot promise it
     */
    void sync(Collection<FileChannel> written) throws IOException;

    /** One {@code syncfs} for all where the system has it, else one {@code fdatasync} a file. */
    static Durability of(Path directory) {
        return SyncFs.open(directory).map(Durability.class::cast).orElseGet(() -> fileByFile(directory));
    }

    /** Portable: forces every file, and the directory for new names. */
    static Durability fileByFile(Path directory) {
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
