package org.voxpost.service.trace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The numbered files of a trace log, oldest first: {@code trace-00000001.log} and so on. Used by one thread. */
final class TraceFiles {
    private static final String PREFIX = "trace-";
    private static final String SUFFIX = ".log";

    private final Path directory;
    private final long bytesPerFile;
    private final int fileCount;
    private @Nullable Path newest;

    TraceFiles(Path directory, long bytesPerFile, int fileCount) {
        this.directory = directory;
        this.bytesPerFile = bytesPerFile;
        this.fileCount = fileCount;
    }

    Path directory() {
        return directory;
    }

    /** The file to append to: the newest, or a new one when that is full; what is too old is removed. */
    Path current() throws IOException {
        Path known = newest;
        if (known == null || !takesMore(known)) {
            known = found();
            newest = known;
        }
        return known;
    }

    private boolean takesMore(Path file) throws IOException {
        try {
            return Files.size(file) < bytesPerFile;
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    private Path found() throws IOException {
        List<Path> all = inOrder(directory);
        if (!all.isEmpty() && takesMore(all.getLast())) {
            return all.getLast();
        }
        for (Path old : all.subList(0, Math.max(0, all.size() - fileCount + 1))) {
            Files.deleteIfExists(old);
        }
        return created(all.isEmpty() ? 1 : number(all.getLast()) + 1);
    }

    private Path created(long number) throws IOException {
        Path file = directory.resolve(PREFIX + "%08d".formatted(number) + SUFFIX);
        try {
            return Files.createFile(file,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException itIsThere) {
            return file;
        }
    }

    /** All files of the log in {@code directory}, oldest first. */
    static List<Path> inOrder(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(TraceFiles::isTrace).sorted().toList();
        }
    }

    private static boolean isTrace(Path file) {
        return file.getFileName().toString().matches(PREFIX + "\\d{8}" + SUFFIX);
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    }
}
