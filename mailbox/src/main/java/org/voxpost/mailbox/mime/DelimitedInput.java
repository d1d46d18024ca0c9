package org.voxpost.mailbox.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;

/** A message's bytes, with an eye on lines that begin with {@code --} and a boundary (RFC 2046, 5.1.1). */
final class DelimitedInput {
    static final int LONGEST_BOUNDARY = 200; // 70 by the RFC
    private static final int LONGEST_DELIMITER = LONGEST_BOUNDARY + 64; // with blanks behind it

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int from;
    private int to;
    private boolean atLineStart = true;

    DelimitedInput(InputStream in) {
        this.in = in;
    }

    /** The next byte, whatever it is; -1 at the end. */
    int read() throws IOException {
        if (!has(1)) {
            return -1;
        }
        int b = buffer[from++] & 0xff;
        atLineStart = b == '\n';
        return b;
    }

    /**
     * Leaves everything up to the next delimiter line behind, and the line itself.
     *
     * @return the boundary, with {@code --} behind it if it closes its multipart; empty at the end of the message
     */
    Optional<String> skipToDelimiter(Collection<String> boundaries) throws IOException {
        while (has(1)) {
            if (atLineStart) {
                Optional<String> found = delimiterAt(0, boundaries);
                if (found.isPresent()) {
                    leaveLine();
                    return found;
                }
            }
            read();
        }
        return Optional.empty();
    }

    /** What is left until the next delimiter; the line end before a delimiter belongs to it. */
    InputStream body(Collection<String> boundaries) {
        return new InputStream() {
            private boolean ended;

            @Override
            public int read() throws IOException {
                ended |= !has(1) || endsHere(boundaries);
                return ended ? -1 : DelimitedInput.this.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = 0;
                while (count < length) {
                    int b = read();
                    if (b < 0) {
                        break;
                    }
                    into[offset + count++] = (byte) b;
                }
                return count == 0 && length > 0 ? -1 : count;
            }
        };
    }

    private boolean endsHere(Collection<String> boundaries) throws IOException {
        if (boundaries.isEmpty()) {
            return false;
        }
        if (atLineStart && delimiterAt(0, boundaries).isPresent()) {
            return true;
        }
        int b = buffer[from];
        if (b == '\n') {
            return delimiterAt(1, boundaries).isPresent();
        }
        return b == '\r' && has(2) && buffer[from + 1] == '\n' && delimiterAt(2, boundaries).isPresent();
    }

    /** The delimiter that begins so many bytes ahead. */
    private Optional<String> delimiterAt(int ahead, Collection<String> boundaries) throws IOException {
        if (!has(ahead + 2) || buffer[from + ahead] != '-' || buffer[from + ahead + 1] != '-') {
            return Optional.empty();
        }
        int start = ahead + 2;
        int length = 0;
        while (length < LONGEST_DELIMITER && has(start + length + 1) && buffer[from + start + length] != '\n') {
            length++;
        }
        String line = new String(buffer, from + start, length, StandardCharsets.ISO_8859_1).stripTrailing();
        return boundaries.stream().filter(b -> line.equals(b) || line.equals(b + "--")).findFirst().map(b -> line);
    }

    private void leaveLine() throws IOException {
        int b;
        do {
            b = read();
        } while (b >= 0 && b != '\n');
        atLineStart = true;
    }

    /** Makes {@code count} bytes be in the buffer if the message still has them. */
    private boolean has(int count) throws IOException {
        while (to - from < count) {
            if (from + count > buffer.length || to == buffer.length) {
                System.arraycopy(buffer, from, buffer, 0, to - from);
                to -= from;
                from = 0;
            }
            int more = in.read(buffer, to, buffer.length - to);
            if (more < 0) {
                return false;
            }
            to += more;
        }
        return true;
    }
}
