package org.voxpost.service.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A file with a key of 32 bytes, in hexadecimal or Base64. */
public final class KeyFile {
    private static final int BYTES = 32;

    private KeyFile() {
    }

    /** @throws IOException naming what is wrong, never what the file holds */
    public static SecretKey read(Path file) throws IOException {
        String line = SecretFile.firstLine(file).strip();
        try {
            byte[] key = line.length() == 2 * BYTES ? HexFormat.of().parseHex(line) : Base64.getDecoder().decode(line);
            if (key.length == BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the key file " + file + " holds neither hexadecimal nor Base64");
        }
        throw new IOException("the key file " + file + " does not hold 32 bytes");
    }
}
