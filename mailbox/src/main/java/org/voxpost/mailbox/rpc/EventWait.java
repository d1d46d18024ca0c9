package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.emsmdb.Emsmdb;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * Waits for a session's events with EcDoAsyncWaitEx ([MS-OXCRPC] 3.4), on a connection of its own, which is opened at the
 * first wait. One thread waits; any may {@link #end}.
 */
final class EventWait {
    /** A server answers after five minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(7);
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(20);
    private static final int MOST_AT_ONCE = 100;

    private final RpcRoad road;
    private final Handle asynchronous;
    private final ReentrantLock state = new ReentrantLock();
    private volatile @Nullable RpcConnection connection;
    private volatile ContextHandle handle = ContextHandle.NIL;
    private volatile CountDownLatch ended = new CountDownLatch(0);
    private volatile int group;
    private volatile Duration pollEach = SHORTEST_POLL;
    private volatile boolean polls;
    private int atOnce;

    /** Asks the session for its asynchronous handle; nil: it wants to be polled. */
    @FunctionalInterface
    interface Handle {
        ContextHandle get() throws IOException, RpcFault;
    }

    EventWait(RpcRoad road, Handle asynchronous) {
        this.road = road;
        this.asynchronous = asynchronous;
    }

    /** A session has begun. @param pollsMax as the server wants to be polled */
    void begin(int group, Duration pollsMax) {
        state.lock();
        try {
            this.group = group;
            this.ended = new CountDownLatch(1);
            this.polls = false;
            this.pollEach = pollsMax.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : pollsMax;
        } finally {
            state.unlock();
        }
    }

    boolean await() throws IOException, RpcFault {
        CountDownLatch end = ended;
        RpcConnection waiting = polls ? null : bound(end);
        if (waiting == null) {
            return poll(end);
        }
        long asked = System.nanoTime();
        var answer = Emsmdb.WaitAnswer.read(waiting.call(Emsmdb.ASYNC_WAIT, Emsmdb.wait(handle)));
        guard(System.nanoTime() - asked);
        if (answer.status() == Emsmdb.REJECTED) {
            return poll(end);
        }
        if (answer.status() != 0) {
            throw new IOException("return value 0x" + Integer.toHexString(answer.status()));
        }
        return (answer.flags() & Emsmdb.NOTIFICATION_PENDING) != 0;
    }

    /** A handle that is no good any more is answered at once, each time ([MS-OXCRPC] 3.3.4.1). */
    private void guard(long nanos) throws IOException {
        atOnce = nanos < AT_ONCE.toNanos() ? atOnce + 1 : 0;
        if (atOnce > MOST_AT_ONCE) {
            atOnce = 0;
            throw new IOException("EcDoAsyncWaitEx was answered at once " + MOST_AT_ONCE + " times");
        }
    }

    /** @return null if the server does not do this */
    private @Nullable RpcConnection bound(CountDownLatch end) throws IOException, RpcFault {
        RpcConnection open = connection;
        if (open != null) {
            return open;
        }
        ContextHandle given = asynchronous.get();
        if (given.equals(ContextHandle.NIL)) {
            polls = true;
            return null;
        }
        RpcConnection opened = road.bind(Syntax.ASYNC_EMSMDB, group, LONGEST);
        state.lock();
        try {
            if (end.getCount() == 0) {
                EmsmdbCarrier.closeQuietly(opened);
                throw new IOException("the session has ended");
            }
            handle = given;
            connection = opened;
            return opened;
        } finally {
            state.unlock();
        }
    }

    private boolean poll(CountDownLatch end) throws IOException {
        try {
            if (end.await(pollEach.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the session has ended");
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for events", e);
        }
    }

    /** Wakes up who waits. */
    void end() {
        state.lock();
        try {
            ended.countDown();
            handle = ContextHandle.NIL;
            RpcConnection old = connection;
            connection = null;
            if (old != null) {
                EmsmdbCarrier.closeQuietly(old);
            }
        } finally {
            state.unlock();
        }
    }
}
