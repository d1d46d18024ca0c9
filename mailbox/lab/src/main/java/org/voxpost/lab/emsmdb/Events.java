package org.voxpost.lab.emsmdb;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.rop.Notify;

/** Notifications of one session that wait to be fetched. Safe for several threads. */
final class Events {
    private static final int MOST = 1000; // older ones are dropped: the client reads the folder anyway
    private static final int LONGEST = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final Deque<Notify> waiting = new ArrayDeque<>();
    private boolean ended;

    void add(Notify event) {
        lock.lock();
        try {
            if (waiting.size() == MOST) {
                waiting.removeFirst();
            }
            waiting.add(event);
            some.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writes as many as there is room for. */
    void write(WireWriter out, int room) {
        lock.lock();
        try {
            while (!waiting.isEmpty() && room - out.size() >= LONGEST) {
                waiting.removeFirst().write(out);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean await(Duration longest) {
        lock.lock();
        try {
            long nanos = longest.toNanos();
            while (waiting.isEmpty() && !ended && nanos > 0) {
                nanos = some.awaitNanos(nanos);
            }
            return !waiting.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** True once the session is over. */
    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            some.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
