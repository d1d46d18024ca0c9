package org.voxpost.service.exchange;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the reverse order. */
final class Opened implements AutoCloseable {
    private final Deque<Closing> parts = new ArrayDeque<>(); // guarded by this

    @FunctionalInterface
    private interface Closing {
        void close() throws Exception;
    }

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part::close);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
