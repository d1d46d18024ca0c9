package org.voxpost.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** Keeps a second service out of a state directory: two would deliver each message twice. Ends with the process. */
final class StateLock implements AutoCloseable {
    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws IllegalStateException if another service has it
     */
    static StateLock take(Path stateDirectory) throws IOException {
        Path file = StateLayout.lock(stateDirectory);
        FileChannel channel = FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (channel.tryLock() != null) {
                return new StateLock(channel);
            }
        } catch (OverlappingFileLockException ownProcess) {
            channel.close();
            throw taken(stateDirectory, ownProcess);
        }
        channel.close();
        throw taken(stateDirectory, null);
    }

    private static IllegalStateException taken(Path directory, @org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalStateException("another Voxpost runs on the state directory " + directory, cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
