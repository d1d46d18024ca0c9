package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Backup and restore of a state directory. A backup holds the database and the audio its rows name, not recordings in
 * progress. A restored spool asks for every message that was open at the time of the backup before it creates it, as it
 * may have been delivered since.
 */
public final class SpoolCopies {
    private static final String DATABASE = "voxpost.db";

    private SpoolCopies() {
    }

    /**
     * Copies a state directory while the service runs.
     *
     * @param to a directory that is empty or not there yet
     * @return how many recordings were copied
     */
    public static int backup(Path stateDirectory, Path to) throws IOException {
        if (Files.exists(to.resolve(DATABASE))) {
            throw new IOException(to + " holds a backup already");
        }
        Path audio = RecordingStore.makePrivate(RecordingStore.makePrivate(to).resolve("audio"));
        try (Database database = Database.open(stateDirectory)) {
            database.copyTo(to.resolve(DATABASE));
        }
        int copied = 0;
        try (Database copy = Database.open(to)) {
            for (String file : files(copy)) {
                Path source = stateDirectory.resolve("audio").resolve(file);
                if (Files.exists(source)) { // delivered and let go of meanwhile, else
                    Files.copy(source, audio.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
                    copied++;
                }
            }
        }
        return copied;
    }

    private static List<String> files(Database database) {
        return database.read(handle -> handle
                .createQuery("select audio_file from delivery where audio_file is not null").mapTo(String.class)
                .list());
    }

    /**
     * Copies a backup into a state directory that has no database yet; the service must not run.
     *
     * @return how many open messages it holds, which will be asked for before they are delivered
     */
    public static int restore(Path from, Path stateDirectory) throws IOException {
        if (!Files.exists(from.resolve(DATABASE))) {
            throw new IOException(from + " holds no backup");
        }
        if (Files.exists(stateDirectory.resolve(DATABASE))) {
            throw new IOException(stateDirectory + " holds a spool already; move it away first");
        }
        Path audio = RecordingStore.makePrivate(RecordingStore.makePrivate(stateDirectory).resolve("audio"));
        try (var files = Files.list(from.resolve("audio"))) {
            for (Path file : files.toList()) {
                Files.copy(file, audio.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path unsure = stateDirectory.resolve(DATABASE + ".restoring");
        Files.copy(from.resolve(DATABASE), unsure, StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(unsure, stateDirectory.resolve(DATABASE), StandardCopyOption.ATOMIC_MOVE);
        try (Database database = Database.open(stateDirectory)) {
            return database.write(handle -> handle.execute("""
                    update delivery set must_ask = 1, state = case state when 'SENDING' then 'QUEUED' else state end
                    where state <> 'DELIVERED'"""));
        }
    }
}
