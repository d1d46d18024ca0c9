package org.voxpost.service.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxpost.mailbox.auth.Secret;

/** Secrets that lie in files: the first line, without its line end. */
final class SecretFile {
    private static final int LONGEST_BYTES = 64 * 1024;

    private SecretFile() {
    }

    static Secret of(Path file) {
        return Secret.from(() -> {
            try {
                return firstLine(file);
            } catch (IOException e) {
                throw new UncheckedIOException("secret file " + file, e);
            }
        });
    }

    /** @throws IOException naming what is wrong with the file, never what it holds */
    static String firstLine(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        if (!Files.isReadable(file)) {
            throw new IOException("the file " + file + " cannot be read by this user");
        }
        if (Files.size(file) > LONGEST_BYTES) {
            throw new IOException("the file " + file + " is longer than 64 KiB");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String line = text.lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw new IOException("the first line of " + file + " is empty");
        }
        return line;
    }
}
