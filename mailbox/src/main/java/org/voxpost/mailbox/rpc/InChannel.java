package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.wire.rpc.Rts;
import org.voxpost.mailbox.wire.rpc.RtsCommand;

/**
 * The IN channel: what the client sends, no more ahead than the server's window, and not more than the request's
 * Content-Length: before that it is replaced by the R2 or R1 sequence ([MS-RPCH] 3.2.2.4.4). Safe for several threads.
 */
final class InChannel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InChannel.class);
    private static final int RESERVE = 4096; // for RTS PDUs while the successor is being made

    private final ProxyChannels opener;
    private final UUID connection;
    private final HttpRoad.Limits limits;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable ProxySocket socket;
    private UUID cookie = UUID.randomUUID();
    private long bytes;
    private long rpcBytes;
    private long allowed;
    private int window;
    private Duration pingEach = Duration.ofMinutes(1);
    private long lastSent = System.nanoTime();
    private boolean successorKnown;
    private boolean replacing;
    private boolean closed;

    /** @param patience longest wait for the server's leave to send */
    InChannel(ProxyChannels opener, UUID connection, HttpRoad.Limits limits, Duration patience) {
        this.opener = opener;
        this.connection = connection;
        this.limits = limits;
        this.patience = patience;
    }

    void begin(UUID group) throws IOException, RpcFault {
        byte[] first = Rts.connB1(connection, cookie, limits.lifetime(), (int) limits.keepAlive().toMillis(), group)
                .write();
        socket = opener.openIn(first, limits.lifetime());
        bytes = first.length;
    }

    /** The server is there. @param timeout silence that ends the connection */
    void agreed(int serverWindow, Duration timeout) {
        lock.lock();
        try {
            window = serverWindow;
            allowed = serverWindow;
            ping(timeout);
        } finally {
            lock.unlock();
        }
    }

    private void ping(Duration timeout) {
        Duration shorter = timeout.compareTo(limits.keepAlive()) < 0 ? timeout : limits.keepAlive();
        pingEach = shorter.dividedBy(2);
    }

    /** Waits for room, then sends. */
    void send(byte[] pdu) throws IOException {
        lock.lock();
        try {
            if (bytes + pdu.length + RESERVE > limits.lifetime()) {
                replace();
            }
            long end = System.nanoTime() + patience.toNanos();
            while (rpcBytes + pdu.length > allowed) {
                await(end, "the server does not say that more may be sent");
            }
            write(pdu);
            rpcBytes += pdu.length;
        } finally {
            lock.unlock();
        }
    }

    /** RTS PDUs are not subject to the window. */
    void sendRts(Rts rts) throws IOException {
        lock.lock();
        try {
            write(rts.write());
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] pdu) throws IOException {
        open().send(pdu);
        bytes += pdu.length;
        lastSent = System.nanoTime();
    }

    private ProxySocket open() throws IOException {
        ProxySocket open = socket;
        if (open == null || closed) {
            throw new IOException("the connection is closed");
        }
        return open;
    }

    private void await(long end, String why) throws IOException {
        open();
        try {
            if (changed.awaitNanos(end - System.nanoTime()) <= 0) {
                throw new IOException(why);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        }
    }

    private void replace() throws IOException {
        UUID next = UUID.randomUUID();
        byte[] first = Rts.inA1(connection, cookie, next).write();
        ProxySocket successor;
        replacing = true;
        try {
            successor = opener.openIn(first, limits.lifetime());
        } catch (RpcFault e) {
            throw new IOException("the IN channel gets no successor: " + e.getMessage(), e);
        }
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (!successorKnown) {
                await(end, "the server does not know of the IN channel's successor");
            }
            write(Rts.inA5(next).write());
        } catch (IOException e) {
            successor.close();
            throw e;
        }
        open().retire();
        socket = successor;
        cookie = next;
        bytes = first.length;
        rpcBytes = 0;
        allowed = window;
        successorKnown = false;
        replacing = false;
    }

    /** IN_R2/A4, or IN_R1/A4: that one tells another proxy's window and silence. */
    void successorKnown(Rts said) {
        lock.lock();
        try {
            successorKnown = replacing;
            if (replacing) {
                said.first(RtsCommand.ReceiveWindowSize.class).ifPresent(one -> window = one.bytes());
                said.first(RtsCommand.ConnectionTimeout.class)
                        .ifPresent(one -> ping(Duration.ofMillis(Integer.toUnsignedLong(one.milliseconds()))));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void acknowledged(RtsCommand.FlowControlAck said) {
        lock.lock();
        try {
            if (said.channel().equals(cookie)) {
                allowed = Math.max(allowed, Integer.toUnsignedLong(said.received())
                        + Integer.toUnsignedLong(said.window()));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Pings when nothing else was sent for long; ends with the connection. */
    void keepAlive() {
        lock.lock();
        try {
            while (!closed) {
                long due = lastSent + pingEach.toNanos() - System.nanoTime();
                if (due > 0) {
                    boolean early = changed.await(due, TimeUnit.NANOSECONDS);
                    LOG.trace("Awake early: {}", early);
                } else {
                    write(Rts.ping().write());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("Ping: {}", e.toString()); // whoever calls next sees it
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        ProxySocket open = socket;
        if (open != null) {
            open.close(); // first: whoever sends to a peer that does not read holds the lock
        }
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            ProxySocket newest = socket;
            if (newest != null) {
                newest.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
