package org.voxpost.service.routing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.voxpost.mailbox.DirectoryPerson;

/**
 * The last whole copy of the address book, so that a start does not need Exchange:
 *
 * <pre>
 * 8 bytes   "VOXBOOK1"
 * 8 bytes   when it was read, ms since 1970
 * per person: 4 bytes length, 1 .. 1 MiB, and {@link PersonRecord}
 * 4 bytes   0
 * 32 bytes  SHA-256 of all that
 * </pre>
 *
 * <p>Numbers stand in it as the address book has them: another dial plan needs no other file. It is replaced whole.
 */
final class AddressBookFile {
    private static final long MAGIC = 0x564f58424f4f4b31L; // "VOXBOOK1"
    private static final int LONGEST = 1 << 20;
    private static final int SEAL = 32;

    private AddressBookFile() {
    }

    /** The file is not what was written. */
    static final class Corrupted extends IOException {
        private static final long serialVersionUID = 1L;

        Corrupted(Path file, String reason) {
            super("the copy of the address book " + file + " is damaged: " + reason);
        }
    }

    /**
     * Hands over everybody in it, with the record that he is. What was handed over counts only if this returns.
     *
     * @return when it was read from the address book
     * @throws Corrupted if it is not whole
     */
    static Instant read(Path file, BiConsumer<DirectoryPerson, byte[]> to) throws IOException {
        try (var digested = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16),
                sha256()); var in = new DataInputStream(digested)) {
            if (in.readLong() != MAGIC) {
                throw new Corrupted(file, "it does not begin as such a file does");
            }
            Instant walked = Instant.ofEpochMilli(in.readLong());
            for (int length = in.readInt(); length != 0; length = in.readInt()) {
                if (length < 0 || length > LONGEST) {
                    throw new Corrupted(file, "a person of " + length + " bytes");
                }
                byte[] record = whole(in, length);
                to.accept(PersonRecord.read(record), record);
            }
            byte[] expected = digested.getMessageDigest().digest();
            digested.on(false);
            if (!MessageDigest.isEqual(expected, whole(in, SEAL)) || in.read() >= 0) {
                throw new Corrupted(file, "its check sum is wrong");
            }
            return walked;
        } catch (Corrupted damaged) {
            throw damaged;
        } catch (java.io.EOFException cut) {
            throw new Corrupted(file, "it is cut off");
        } catch (IOException unreadable) {
            throw new Corrupted(file, String.valueOf(unreadable.getMessage()));
        }
    }

    private static byte[] whole(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new java.io.EOFException();
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes a new file beside the old one, which it replaces when it is whole. Used by one thread. */
    static final class Writer implements AutoCloseable {
        private final Path file;
        private final Path unfinished;
        private final DigestOutputStream digested;
        private final DataOutputStream out;

        Writer(Path file, Instant walked) throws IOException {
            this.file = file;
            this.unfinished = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            this.digested = new DigestOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16), sha256());
            this.out = new DataOutputStream(digested);
            out.writeLong(MAGIC);
            out.writeLong(walked.toEpochMilli());
        }

        void add(byte[] person) throws IOException {
            if (person.length > LONGEST) {
                throw new IOException("a person of " + person.length + " bytes");
            }
            out.writeInt(person.length);
            out.write(person);
        }

        /** Makes it durable under its name. */
        void commit() throws IOException {
            out.writeInt(0);
            out.write(digested.getMessageDigest().digest());
            out.close();
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        /** Forgets it, if it was not committed. */
        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
