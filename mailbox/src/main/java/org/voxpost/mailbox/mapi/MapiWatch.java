package org.voxpost.mailbox.mapi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.rop.CarrierException;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.RegisterNotification;
import org.voxpost.mailbox.wire.rop.SpecialFolder;

/**
 * Watches mailboxes, each by a session of its own with a subscription to the Inbox ([MS-OXCNOTIF]) and a virtual thread
 * that waits for events. A session that breaks is opened again after a pause, and its mailbox told as changed.
 */
final class MapiWatch implements MailboxServer.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(MapiWatch.class);
    private static final int TYPES = RegisterNotification.NEW_MAIL | RegisterNotification.CREATED
            | RegisterNotification.DELETED | RegisterNotification.MODIFIED | RegisterNotification.MOVED
            | RegisterNotification.COPIED;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration HEALTHY = Duration.ofSeconds(30); // who lasted so long is opened again at once
    private static final Duration GOODBYE = Duration.ofSeconds(5); // for all together

    private final StoreRoad.Source roads;
    private final Consumer<MailboxServer.MailboxChanged> to;
    private final Consumer<MapiWatch> whenClosed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Watched> all = new ArrayList<>();

    MapiWatch(Set<SmtpAddress> owners, StoreRoad.Source roads, Consumer<MailboxServer.MailboxChanged> to,
            Consumer<MapiWatch> whenClosed) {
        this.roads = roads;
        this.to = to;
        this.whenClosed = whenClosed;
        owners.forEach(owner -> all.add(new Watched(owner)));
    }

    void start() {
        all.forEach(one -> Thread.ofVirtual().name("voxpost-mapi-watch " + one.owner).start(one));
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        List<Thread> stopping = all.stream().map(one -> Thread.startVirtualThread(one::stop)).toList();
        long end = System.nanoTime() + GOODBYE.toNanos();
        try {
            for (Thread one : stopping) {
                one.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        whenClosed.accept(this);
    }

    /** One mailbox. */
    private final class Watched implements Runnable {
        private final SmtpAddress owner;
        private volatile @Nullable RopSession session;

        Watched(SmtpAddress owner) {
            this.owner = owner;
        }

        @Override
        public void run() {
            Duration pause = SHORTEST_PAUSE;
            while (!isClosed()) {
                long began = System.nanoTime();
                Duration wanted = watchUntilBroken();
                boolean lasted = System.nanoTime() - began > HEALTHY.toNanos();
                pause = lasted
                        ? SHORTEST_PAUSE
                        : pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                                ? LONGEST_PAUSE
                                : pause.multipliedBy(2);
                rest(wanted.compareTo(pause) > 0 ? wanted : pause);
            }
        }

        /** @return how long the server wants to be left alone */
        private Duration watchUntilBroken() {
            try (RopSession opened = RopSession.open(roads.toWait(owner), (batch, slot) -> {
            })) {
                session = opened;
                if (isClosed()) {
                    return Duration.ZERO;
                }
                subscribe(opened);
                tell();
                while (!isClosed()) {
                    if (opened.awaitEvent() && !opened.poll().isEmpty()) {
                        tell();
                    }
                }
                return Duration.ZERO;
            } catch (RopFailed failure) {
                return broken(failure, failure.retryAfter());
            } catch (CarrierException failure) {
                return broken(failure, failure.retryAfter());
            } catch (MailboxException failure) {
                return broken(failure, Optional.empty());
            } finally {
                session = null;
            }
        }

        private Duration broken(RuntimeException failure, Optional<Duration> retryAfter) {
            if (!isClosed()) {
                LOG.info("The watch of {} broke off: {}", owner, failure.getMessage());
            }
            return retryAfter.orElse(Duration.ZERO);
        }

        /** The subscription lives as long as the session. */
        private void subscribe(RopSession opened) {
            RopBatch batch = opened.batch();
            var scope = new RegisterNotification.Scope(opened.folder(SpecialFolder.INBOX), new ObjectId(0));
            var done = batch
                    .add(new RegisterNotification(RopSession.LOGON, batch.open(), TYPES, Optional.of(scope)));
            opened.run(batch);
            done.get();
        }

        private void tell() {
            to.accept(new MailboxServer.MailboxChanged(owner));
        }

        private void rest(Duration time) {
            try {
                if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.debug("The watch of {} ends", owner);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void stop() {
            RopSession open = session;
            if (open != null) {
                open.close();
            }
        }
    }
}
