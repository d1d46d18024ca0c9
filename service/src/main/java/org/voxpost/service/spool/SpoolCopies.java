package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;

/**
 * Backup and restore of a state directory. A backup holds the database and the audio its rows name, not recordings in
 * progress. A restored spool asks for every message that was open at the time of the backup before it creates it, as it
 * may have been delivered since. Either database gets its name last: what was broken off can be done again.
 */
public final class SpoolCopies {
    private static final String DATABASE = "voxpost.db";
    private static final String LOG = DATABASE + "-wal"; // beside another database it would be taken for its own
    private static final String AUDIO = "audio";

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
        Path audio = RecordingStore.makePrivate(RecordingStore.makePrivate(to).resolve(AUDIO));
        Path incomplete = incomplete(to);
        try (Database database = Database.open(stateDirectory)) {
            database.copyTo(RecordingStore.makePrivateFile(incomplete.resolve(DATABASE)));
        }
        int copied = 0;
        try (Database copy = Database.open(incomplete)) {
            for (String file : files(copy)) {
                copied += copy(stateDirectory.resolve(AUDIO).resolve(file), audio.resolve(file));
            }
        }
        complete(incomplete, to);
        return copied;
    }

    private static int copy(Path from, Path to) throws IOException {
        try {
            RecordingStore.copyDurably(from, to);
            return 1;
        } catch (NoSuchFileException e) { // delivered and let go of meanwhile
            return 0;
        }
    }

    private static List<String> files(Database database) {
        return database.read(handle -> handle
                .createQuery("select audio_file from delivery where audio_file is not null").mapTo(String.class)
                .list());
    }

    /** An empty place for the database until all else is there. */
    private static Path incomplete(Path directory) throws IOException {
        Path place = RecordingStore.makePrivate(directory.resolve("incomplete"));
        try (var left = Files.list(place)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        return place;
    }

    private static void complete(Path incomplete, Path directory) throws IOException {
        Files.move(incomplete.resolve(DATABASE), directory.resolve(DATABASE), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(incomplete);
    }

    /**
     * Copies a backup into a state directory that has no database yet; the service must not run.
     *
     * @return how many open messages it holds, which will be asked for before they are delivered
     * @throws IOException also if recordings are there that the backup does not know: without their rows nobody could say
     *             whether they were delivered
     */
    public static int restore(Path from, Path stateDirectory) throws IOException {
        if (!Files.exists(from.resolve(DATABASE))) {
            throw new IOException(from + " holds no backup");
        }
        if (Files.exists(stateDirectory.resolve(DATABASE)) || Files.exists(stateDirectory.resolve(LOG))) {
            throw new IOException(stateDirectory + " holds a spool already; move its " + DATABASE + "* away first");
        }
        Path audio = RecordingStore.makePrivate(RecordingStore.makePrivate(stateDirectory).resolve(AUDIO));
        List<String> recordings = RecordingStore.filesIn(from.resolve(AUDIO));
        if (!new HashSet<>(recordings).containsAll(RecordingStore.filesIn(audio))) {
            throw new IOException(audio + " holds recordings that the backup does not know; move them away first, and "
                    + "take them in afterwards with voxpost spool adopt");
        }
        for (String file : recordings) {
            RecordingStore.copyDurably(from.resolve(AUDIO).resolve(file), audio.resolve(file));
        }
        Path incomplete = incomplete(stateDirectory);
        RecordingStore.copyDurably(from.resolve(DATABASE), incomplete.resolve(DATABASE));
        int open;
        try (Database database = Database.open(incomplete)) {
            open = database.write(handle -> handle.execute("""
                    update delivery set must_ask = 1, state = case state when 'SENDING' then 'QUEUED' else state end
                    where state <> 'DELIVERED'"""));
        }
        complete(incomplete, stateDirectory);
        return open;
    }
}
