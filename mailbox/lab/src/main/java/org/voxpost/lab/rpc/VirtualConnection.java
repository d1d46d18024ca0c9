package org.voxpost.lab.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rpc.Pdu;
import org.voxpost.mailbox.wire.rpc.Rts;
import org.voxpost.mailbox.wire.rpc.RtsCommand;

/**
 * One virtual connection at the server's end. The thread of the IN channel takes requests, the thread of the OUT channel
 * sends answers as the client's window allows; successors of either wait for their turn on threads of their own.
 */
final class VirtualConnection {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualConnection.class);
    private static final int WINDOW = 65_536;
    private static final int OTHER_WINDOW = 32_768; // of another proxy
    private static final int LEFT_WHILE_RECYCLING = 65_536; // a channel's body has an end, ready or not the next one is
    private static final int TIMEOUT = 120_000;
    private static final Duration PING_EACH = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LabAccount account;
    private final long outLimit;
    private final boolean moving;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> controls = new ArrayDeque<>(); // RTS PDUs go ahead of answers
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private UUID outCookie = new UUID(0, 0);
    private UUID inCookie = new UUID(0, 0);
    private @Nullable UUID outSuccessor;
    private @Nullable UUID inSuccessor;
    private @Nullable Association association;
    private long sent;
    private long allowed;
    private boolean recycling;
    private boolean successorReady; // C1 has come
    private boolean successorAnnounced; // A7 has come
    private int replacedIn;
    private int replacedOut;
    private boolean ended;

    /** @param moving true: successors pretend to lead by another proxy (R1 instead of R2) */
    VirtualConnection(LabAccount account, long outLimit, boolean moving) {
        this.account = account;
        this.outLimit = outLimit;
        this.moving = moving;
    }

    void requireOwner(LabAccount other) {
        if (!account.user().equals(other.user())) {
            throw new WireException("the virtual connection belongs to somebody else");
        }
    }

    int replacedIn() {
        return guarded(() -> replacedIn);
    }

    int replacedOut() {
        return guarded(() -> replacedOut);
    }

    private <T> T guarded(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** The first OUT channel: sends until it has a successor or the connection ends. */
    void serveOut(Rts a1, OutputStream out) throws IOException {
        guarded(() -> {
            outCookie = a1.cookies().get(1);
            allowed = window(a1);
            controls.addFirst(Rts.connA3(TIMEOUT).write());
            return true;
        });
        send(out, outCookie);
        awaitEnd(); // the successor sends now; this thread only keeps the connection's place
    }

    private static int window(Rts rts) {
        return rts.first(RtsCommand.ReceiveWindowSize.class).map(RtsCommand.ReceiveWindowSize::bytes)
                .orElseThrow(() -> new WireException("an OUT channel without ReceiveWindowSize"));
    }

    /** A later OUT channel. */
    void replaceOut(Rts a3, InputStream body, Supplier<OutputStream> answer) throws IOException {
        UUID successor = a3.cookies().get(2);
        guarded(() -> {
            if (!recycling || !outCookie.equals(a3.cookies().get(1))) {
                throw new WireException("nobody asked for a successor of this OUT channel");
            }
            outSuccessor = successor;
            controls.add((moving ? Rts.outR1A6(TIMEOUT) : Rts.outA6()).write());
            successorReady = moving;
            return true;
        });
        if (!moving) {
            Rts c1 = last(body);
            guarded(() -> successorReady = c1.has(Rts.PING));
        }
        await(() -> outCookie.equals(successor));
        guarded(() -> {
            allowed = window(a3);
            return allowed;
        });
        if (moving && !last(body).equals(Rts.outA11())) {
            throw new WireException("no OUT_R1/A11");
        }
        send(answer.get(), successor);
    }

    private static Rts last(InputStream body) throws IOException {
        return Rts.read(Pdu.next(body).orElseThrow(() -> new WireException("no OUT_R2/C1 nor OUT_R1/A11")));
    }

    private void send(OutputStream out, UUID cookie) throws IOException {
        long bytes = 0;
        while (true) {
            byte[] next = next(cookie, bytes);
            if (next.length == 0) {
                return;
            }
            out.write(next);
            out.flush();
            bytes += next.length;
        }
    }

    /** @return what to send now; nothing if this channel is over */
    private byte[] next(UUID cookie, long bytes) {
        lock.lock();
        try {
            long pingAt = System.nanoTime() + PING_EACH.toNanos();
            while (!ended && outCookie.equals(cookie)) {
                if (!controls.isEmpty()) {
                    return controls.removeFirst();
                }
                if (bytes > outLimit && !recycling) {
                    recycling = true;
                    return Rts.outA2().write();
                }
                if (recycling && successorReady && successorAnnounced && outSuccessor != null) {
                    switchOut(outSuccessor);
                    return (moving ? Rts.outA10() : Rts.outB3()).write();
                }
                byte[] answer = answers.peekFirst();
                if (answer != null && sent + answer.length <= allowed && bytes <= outLimit + LEFT_WHILE_RECYCLING) {
                    sent += answer.length;
                    return answers.removeFirst();
                }
                if (changed.awaitNanos(pingAt - System.nanoTime()) <= 0) {
                    return Rts.ping().write();
                }
            }
            return new byte[0];
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new byte[0];
        } finally {
            lock.unlock();
        }
    }

    private void switchOut(UUID successor) {
        outCookie = successor;
        outSuccessor = null;
        sent = 0;
        allowed = 0;
        recycling = false;
        successorReady = false;
        successorAnnounced = false;
        replacedOut++;
        changed.signalAll();
    }

    /** The first IN channel. */
    void serveIn(Rts b1, InputStream body, Association rpc) throws IOException {
        try (rpc) {
            guarded(() -> {
                inCookie = b1.cookies().get(1);
                association = rpc;
                controls.add(Rts.connC2(WINDOW, TIMEOUT).write());
                return true;
            });
            if (!receive(body, rpc, WINDOW)) {
                awaitEnd(); // successors go on with the association
            }
        } finally {
            end();
        }
    }

    /** A later one: it waits until the one before it is done. */
    void replaceIn(Rts a1, InputStream body) throws IOException {
        UUID successor = a1.cookies().get(2);
        Association rpc = guarded(() -> {
            if (!inCookie.equals(a1.cookies().get(1)) || association == null) {
                throw new WireException("not the predecessor of this IN channel");
            }
            inSuccessor = successor;
            controls.add((moving ? Rts.inR1A4(OTHER_WINDOW, TIMEOUT) : Rts.inA4()).write());
            return association;
        });
        await(() -> inCookie.equals(successor));
        if (receive(body, rpc, moving ? OTHER_WINDOW : WINDOW)) {
            end();
        }
    }

    /** @return true if the client ended the connection, false if this channel has a successor */
    private boolean receive(InputStream body, Association rpc, int window) throws IOException {
        long received = 0;
        long told = 0;
        Optional<byte[]> pdu = next(body);
        while (pdu.isPresent()) {
            if (Rts.is(pdu.get())) {
                if (hear(Rts.read(pdu.get()))) {
                    return false;
                }
            } else {
                received += pdu.get().length;
                if (received - told > window) {
                    throw new WireException("the client sends more than the window");
                }
                if (received - told >= window / 2) {
                    told = received;
                    byte[] acknowledgement = Rts
                            .acknowledge(RtsCommand.Destination.CLIENT, (int) received, window, inCookie).write();
                    guarded(() -> controls.add(acknowledgement));
                }
                var replies = rpc.receive(pdu.get());
                guarded(() -> answers.addAll(replies));
            }
            pdu = next(body);
        }
        return true;
    }

    private static Optional<byte[]> next(InputStream body) {
        try {
            return Pdu.next(body);
        } catch (IOException gone) {
            LOG.debug("IN channel: {}", gone.toString());
            return Optional.empty();
        }
    }

    /** @return true for the last PDU of the channel */
    private boolean hear(Rts rts) {
        return guarded(() -> {
            Optional<RtsCommand.FlowControlAck> acknowledged = rts.first(RtsCommand.FlowControlAck.class);
            if (acknowledged.isPresent() && acknowledged.get().channel().equals(outCookie)) {
                allowed = Math.max(allowed, Integer.toUnsignedLong(acknowledged.get().received())
                        + Integer.toUnsignedLong(acknowledged.get().window()));
            } else if (rts.has(Rts.OUT_CHANNEL) && rts.cookies().size() == 1) {
                successorAnnounced = rts.cookies().getFirst().equals(outSuccessor);
            } else if (rts.flags() == Rts.NONE && rts.cookies().size() == 1
                    && rts.cookies().getFirst().equals(inSuccessor)) {
                inCookie = rts.cookies().getFirst();
                inSuccessor = null;
                replacedIn++;
                return true;
            }
            return false;
        });
    }

    private void await(Supplier<Boolean> done) {
        lock.lock();
        try {
            long nanos = PATIENCE.toNanos();
            while (!done.get() && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (!done.get()) {
                throw new WireException("a successor's turn did not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd() {
        lock.lock();
        try {
            while (!ended) {
                boolean early = changed.await(PING_EACH.toSeconds(), TimeUnit.SECONDS);
                LOG.trace("Awake early: {}", early);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Ends both directions. */
    void end() {
        guarded(() -> ended = true);
    }
}
