package org.voxpost.service.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * Whose RTP packets somebody wants to see, and until when: one file beside the trace, written by another process and looked at
 * when a call begins. There is one wish at a time.
 */
public final class PacketWish {
    private static final String NAME = "rtp-wanted";
    private static final long LONGEST_BYTES = 1000;

    private final Path file;

    private PacketWish(Path file) {
        this.file = file;
    }

    /** The wish in a trace's directory, whether or not there is one. */
    public static PacketWish of(Path directory) {
        return new PacketWish(directory.resolve(NAME));
    }

    /**
     * Asks for the packets of calls that begin before {@code until}.
     *
     * @param peer its name in the configuration
     * @throws UncheckedIOException if there is no trace or it belongs to somebody else
     */
    public void make(String peer, Instant until) {
        Path fresh = file.resolveSibling(NAME + ".new");
        try {
            Files.write(fresh, List.of(Long.toString(until.getEpochSecond()), peer));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be written; is it the service's own user who asks?", failed);
        }
    }

    /** True if the packets of a call of {@code peer} that begins now are wanted. */
    boolean covers(String peer, Instant now) {
        try {
            if (!Files.exists(file) || Files.size(file) > LONGEST_BYTES) {
                return false;
            }
            List<String> lines = Files.readAllLines(file);
            return lines.size() == 2 && lines.get(1).equals(peer)
                    && now.getEpochSecond() < Long.parseLong(lines.getFirst());
        } catch (NoSuchFileException | NumberFormatException none) {
            return false;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
