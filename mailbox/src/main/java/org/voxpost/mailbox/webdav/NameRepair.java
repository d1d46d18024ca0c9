package org.voxpost.mailbox.webdav;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Puts {@code _} before local names that begin with a digit ({@code <d:0x8084>}), which Exchange sends and XML forbids. The
 * bytes have to be ASCII-compatible, as UTF-8 is.
 */
final class NameRepair extends FilterInputStream {
    /** How far into a tag's name the bytes are. */
    private enum At {
        TEXT, OPENED, PREFIX, COLON
    }

    private At at = At.TEXT;
    private int held = -1;

    NameRepair(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        if (held >= 0) {
            int b = held;
            held = -1;
            at = At.TEXT;
            return b;
        }
        int b = super.read();
        if (at == At.COLON && b >= '0' && b <= '9') {
            held = b;
            return '_';
        }
        at = next(b);
        return b;
    }

    private At next(int b) {
        return switch (at) {
            case TEXT, COLON -> b == '<' ? At.OPENED : At.TEXT;
            case OPENED -> b == '/' ? At.OPENED : isLetter(b) ? At.PREFIX : At.TEXT;
            case PREFIX -> b == ':' ? At.COLON : isLetter(b) || b >= '0' && b <= '9' ? At.PREFIX : At.TEXT;
        };
    }

    private static boolean isLetter(int b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int b = read();
            if (b < 0) {
                return count == 0 ? -1 : count;
            }
            into[offset + count++] = (byte) b;
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
