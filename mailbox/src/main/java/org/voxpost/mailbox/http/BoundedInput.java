package org.voxpost.mailbox.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands out at most so many bytes; one more is an error, not an end. */
final class BoundedInput extends FilterInputStream {
    private final long limit;
    private long read;

    BoundedInput(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            count(1);
        }
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count > 0) {
            count(count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Leaves the connection's stream open: the exchange still reads what is left. */
    @Override
    public void close() {
        // nothing of its own
    }

    private void count(long more) throws IOException {
        read += more;
        if (read > limit) {
            throw new IOException("the answer is longer than " + limit + " bytes");
        }
    }
}
