package org.voxpost.service.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.voxpost.service.spool.StorageException;

/**
 * Numbers and addresses of an audit as keyed check sums (HMAC-SHA-256, 64 bits of it shown): the same number has the same
 * one, and without the key nobody can try all numbers. Used by one thread.
 */
final class HashedSubjects implements UnaryOperator<String> {
    private static final String FILE = "audit.key";
    private static final int KEY_BYTES = 32;
    private static final int SHOWN_BYTES = 8;
    /** Words between these stay: a count, an arrow. */
    private static final Pattern SUBJECT = Pattern.compile("[^\\s>]{3,}");

    private final Mac mac;

    HashedSubjects(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    /** With the key of a state directory, made if it is missing, readable by this user alone. */
    static HashedSubjects withKeyIn(Path state) {
        Path file = state.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(key);
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(file, key);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new StorageException(file + " does not hold a key of " + KEY_BYTES + " bytes",
                        new IOException("damaged"));
            }
            return new HashedSubjects(key);
        } catch (IOException e) {
            throw new StorageException("the key of the audit, " + file + ", can neither be read nor made", e);
        }
    }

    @Override
    public String apply(String subject) {
        return SUBJECT.matcher(subject).replaceAll(found -> HexFormat.of().formatHex(
                mac.doFinal(found.group().getBytes(StandardCharsets.UTF_8)), 0, SHOWN_BYTES));
    }
}
