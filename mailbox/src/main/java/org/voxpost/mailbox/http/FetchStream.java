package org.voxpost.mailbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands bytes from a fetching virtual thread to a reader, a few blocks ahead. Closing it ends the fetching and its
 * connection. Read by one thread.
 */
public final class FetchStream extends InputStream {
    private static final int BLOCKS_AHEAD = 4;
    private static final Block END = new Block(new byte[0], null);

    /** Fetches a content and writes it. */
    @FunctionalInterface
    public interface Fetch {
        void to(OutputStream out) throws IOException;
    }

    private record Block(byte[] bytes, @Nullable Exception failure) {
    }

    private final BlockingQueue<Block> blocks = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
    private final Thread fetcher;
    private final long patienceMillis;
    private Block current = new Block(new byte[0], null);
    private int at;

    /** @param patienceMillis how long a read waits for the next block */
    public FetchStream(Fetch fetch, long patienceMillis) {
        this.patienceMillis = patienceMillis;
        fetcher = Thread.ofVirtual().name("mailbox-fetch").start(() -> run(fetch));
    }

    private void run(Fetch fetch) {
        Block last = END;
        try {
            fetch.to(new Handover());
        } catch (IOException | RuntimeException e) {
            last = new Block(new byte[0], e);
        }
        try {
            blocks.put(last);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Handover extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            try {
                blocks.put(new Block(Arrays.copyOfRange(bytes, offset, offset + length), null));
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                throw new IOException("the reader has closed the attachment", closed);
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == current.bytes().length && !next()) {
            return -1;
        }
        int count = Math.min(length, current.bytes().length - at);
        System.arraycopy(current.bytes(), at, into, offset, count);
        at += count;
        return count;
    }

    private boolean next() throws IOException {
        if (current == END) {
            return false;
        }
        if (current.failure() == null) {
            current = take();
            at = 0;
        }
        if (current.failure() != null) {
            throw new IOException(current.failure().getMessage(), current.failure());
        }
        return current != END;
    }

    private Block take() throws IOException {
        try {
            Block block = blocks.poll(patienceMillis, TimeUnit.MILLISECONDS);
            if (block == null) {
                throw new IOException("the attachment does not come on within " + patienceMillis + " ms");
            }
            return block;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an attachment was read", e);
        }
    }

    @Override
    public void close() {
        fetcher.interrupt();
    }
}
