package org.voxpost.service.mwi;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.spool.CrashPoint;
import org.voxpost.service.trace.FaultLog;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.MwiCounts;
import org.voxpost.sip.PeerState;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** Tells one peer its lamps unasked, at its pace. Safe for all threads. */
final class PeerLamps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLamps.class);
    private static final int MOST_UNDER_WAY = 20;

    private final LampPeer peer;
    private final String host;
    private final int port;
    private final LampRoad road;
    private final LampPace pace;
    private final FaultLog faults;
    private final LampSchedule schedule = new LampSchedule();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int underWay;
    private boolean closed;
    private final Thread sender;

    /** @param pace requests a second */
    PeerLamps(LampPeer peer, SipUri where, LampRoad road, int pace, InstantSource clock) {
        this.peer = peer;
        this.host = where.host();
        this.port = where.port();
        this.road = road;
        this.pace = new LampPace(pace, System.nanoTime());
        this.faults = new FaultLog(LOG, clock);
        this.sender = Thread.ofVirtual().name("lamps-" + peer.name()).start(this::send);
    }

    LampPeer peer() {
        return peer;
    }

    void want(String extension, MwiCounts counts) {
        String account = SipUri.of(extension, host, port).encode();
        locked(() -> schedule.want(extension, MessageSummary.of(account, counts), System.nanoTime()));
    }

    void again() {
        locked(() -> schedule.again(System.nanoTime()));
    }

    void state(PeerState state) {
        locked(() -> {
            if (state == PeerState.DOWN) {
                schedule.down();
            } else if (state == PeerState.UP && schedule.up()) {
                LOG.info("{} is back: its lamps are set again", peer.name());
                schedule.again(System.nanoTime());
            }
        });
    }

    /** Lamps whose state the peer has not accepted yet. */
    int waiting() {
        lock.lock();
        try {
            return schedule.waiting() + underWay;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        lock.lock();
        try {
            while (!closed) {
                Optional<LampSchedule.Due> due = underWay < MOST_UNDER_WAY
                        ? schedule.next(System.nanoTime())
                        : Optional.empty();
                if (due.isPresent()) {
                    underWay++;
                    Thread.ofVirtual().name("lamp-" + due.get().extension()).start(() -> tell(due.get()));
                    pause();
                } else {
                    await();
                }
            }
        } catch (InterruptedException closing) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        long now = System.nanoTime();
        long left = pace.next(now) - now;
        while (left > 0 && !closed) {
            left = changed.awaitNanos(left);
        }
    }

    private void await() throws InterruptedException {
        OptionalLong at = underWay < MOST_UNDER_WAY ? schedule.nextTime() : OptionalLong.empty();
        if (at.isEmpty()) {
            changed.await();
        } else {
            changed.awaitNanos(Math.max(1, at.getAsLong() - System.nanoTime()));
        }
    }

    private void tell(LampSchedule.Due due) {
        Mwi.Result result = result(due.extension(), due.summary());
        CrashPoint.reach("lamp-told");
        report(due, result);
        locked(() -> {
            underWay--;
            if (schedule.done(due, result, System.nanoTime())) {
                LOG.error("{} does not take lamps ({} {}): none is sent until it comes back or {} passes",
                        peer.name(), result.status().code(), result.status().reason(), "mwi.resend");
            }
        });
    }

    private Mwi.Result result(String extension, MessageSummary summary) {
        try {
            return road.tell(extension, summary);
        } catch (SipException unreachable) {
            LOG.debug("lamp {} at {}: {}", extension, peer.name(), unreachable.getMessage());
            return new Mwi.Result(Mwi.Outcome.TRY_LATER, SipStatus.SERVICE_UNAVAILABLE, Optional.empty());
        } catch (RuntimeException fault) {
            LOG.error("lamp {} at {} met a fault", extension, peer.name(), fault);
            return new Mwi.Result(Mwi.Outcome.TRY_LATER, SipStatus.SERVER_ERROR, Optional.empty());
        }
    }

    private void report(LampSchedule.Due due, Mwi.Result result) {
        LOG.debug("lamp {} at {} {}: {}", due.extension(), peer.name(), due.summary().waiting() ? "on" : "off",
                result.outcome());
        if (result.outcome() != Mwi.Outcome.ACCEPTED) {
            faults.fault(peer.name(), "lamp (" + result.outcome() + ")",
                    due.extension() + ": " + result.status().code() + " " + result.status().reason());
        }
    }

    @Override
    public void close() {
        locked(() -> closed = true);
        sender.interrupt();
    }
}
