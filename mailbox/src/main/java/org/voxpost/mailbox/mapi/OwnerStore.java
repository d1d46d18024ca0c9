package org.voxpost.mailbox.mapi;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.rop.CarrierException;
import org.voxpost.mailbox.wire.rop.ErrorCode;

/**
 * One owner's store: its session, opened when needed and opened again when it was lost, and what is known of the store.
 * Operations run one at a time, in the order they were called.
 */
final class OwnerStore {
    private static final int TRIES = 2; // a session that rested may be gone without having said so

    private final SmtpAddress owner;
    private final StoreRoad.Source roads;
    private final NamedProperties named = new NamedProperties();
    private final ReentrantLock order = new ReentrantLock(true);
    // below: guarded by order
    private @Nullable RopSession session;
    private long generation;
    private String peer = "";
    private long lastUseNanos = System.nanoTime();

    OwnerStore(SmtpAddress owner, StoreRoad.Source roads) {
        this.owner = owner;
        this.roads = roads;
    }

    SmtpAddress owner() {
        return owner;
    }

    NamedProperties named() {
        return named;
    }

    /** Something to do with a session. */
    @FunctionalInterface
    interface Work<T> {
        T on(RopSession session, Commit commit);
    }

    /** Whether the request that changes the mailbox for good, and must not be repeated, went out. */
    static final class Commit {
        private Optional<Instant> at = Optional.empty();

        /** Before that request. */
        void begins() {
            at = Optional.of(Instant.now());
        }
    }

    /**
     * Does it. What was surely not done is tried once more with a new session; also what may have been done, unless it
     * had begun to commit.
     *
     * @throws MailboxException saying what can be done
     */
    <T> T perform(String operation, Work<T> work) {
        order.lock();
        try {
            for (int i = 1;; i++) {
                var commit = new Commit();
                try {
                    return work.on(session(), commit);
                } catch (RopFailed failure) {
                    if (lostHandles(failure)) {
                        forgetSession();
                    }
                    throw MapiErrors.exception(operation + " for " + owner, peer, failure);
                } catch (CarrierException failure) {
                    forgetSession();
                    if (i == TRIES || !again(failure, commit)) {
                        throw MapiErrors.exception(operation + " for " + owner, peer, failure, commit.at);
                    }
                }
            }
        } finally {
            lastUseNanos = System.nanoTime();
            order.unlock();
        }
    }

    private static boolean lostHandles(RopFailed failure) {
        return switch (failure.errorCode()) {
            case ErrorCode.NULL_OBJECT, ErrorCode.NO_SUCH_LOGON, ErrorCode.MAILBOX_IN_TRANSIT, ErrorCode.WRONG_SERVER,
                    ErrorCode.EXITING, ErrorCode.MAX_OBJECTS_EXCEEDED ->
                true;
            default -> false;
        };
    }

    private static boolean again(CarrierException failure, Commit commit) {
        return switch (failure.kind()) {
            case SESSION_LOST -> true;
            case OUTCOME_UNKNOWN -> commit.at.isEmpty();
            case UNAVAILABLE, REFUSED -> false;
        };
    }

    private RopSession session() {
        RopSession open = session;
        if (open != null) {
            return open;
        }
        StoreRoad road = roads.to(owner);
        peer = road.carrier().peer();
        RopSession opened = named.logOn(road);
        session = opened;
        generation++;
        return opened;
    }

    /** Counts sessions; handles are good for one only. To be asked inside {@link #perform}. */
    long generation() {
        return generation;
    }

    /** Tells the session something, if it is still that one; costs no request. */
    void afterwards(long ofGeneration, java.util.function.Consumer<RopSession> what) {
        order.lock();
        try {
            RopSession open = session;
            if (open != null && generation == ofGeneration) {
                what.accept(open);
            }
        } finally {
            order.unlock();
        }
    }

    private void forgetSession() {
        RopSession lost = session;
        session = null;
        if (lost != null) {
            lost.close();
        }
    }

    String peer() {
        return peer;
    }

    /** Ends the session if nobody used it since. */
    void closeIfIdle(long sinceNanos) {
        if (order.tryLock()) {
            try {
                if (lastUseNanos - sinceNanos < 0) {
                    forgetSession();
                }
            } finally {
                order.unlock();
            }
        }
    }

    void close() {
        order.lock();
        try {
            forgetSession();
        } finally {
            order.unlock();
        }
    }
}
