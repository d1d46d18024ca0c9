package org.voxpost.service.mwi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.VoiceCounts;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.trace.FaultLog;
import org.voxpost.sip.MwiCounts;

/**
 * Counts mailboxes when asked to, few of a server at once; what is asked while a count runs is answered by one more. A
 * count that fails is tried again. Safe for all threads; never blocks the one that asks.
 */
final class MailboxCounts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxCounts.class);
    private static final long FIRST_RETRY_MS = Duration.ofSeconds(15).toMillis();
    private static final int MOST_DOUBLINGS = 5; // 15 s … 8 min

    /** Hears what was counted; on virtual threads, at most one at a time for each mailbox. */
    interface Listener {
        void counted(Subscriber owner, MwiCounts counts);

        /** It could not be counted now and will be tried again. */
        void uncounted(Subscriber owner);
    }

    private record Server(LampServer lamp, Semaphore free) {
    }

    /** What is known of the counting of one mailbox. */
    private static final class Work {
        private boolean running;
        private boolean again;
        private boolean retryPlanned;
        private int failures;
    }

    private final Map<String, Server> servers;
    private final Listener listener;
    private final FaultLog faults;
    private final Map<String, Work> works = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("mailbox-counts").daemon().factory());

    /** @param servers by the name of the profile */
    MailboxCounts(Map<String, LampServer> servers, Listener listener, InstantSource clock) {
        this.servers = servers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                e -> new Server(e.getValue(), new Semaphore(e.getValue().countsAtOnce()))));
        this.listener = listener;
        this.faults = new FaultLog(LOG, clock);
    }

    /** Counts this mailbox soon. */
    void count(Subscriber owner) {
        Work work = works.computeIfAbsent(owner.id(), id -> new Work());
        synchronized (work) {
            if (work.running) {
                work.again = true;
                return;
            }
            work.running = true;
        }
        Thread.ofVirtual().name("count-" + owner.id()).start(() -> run(owner, work));
    }

    private void run(Subscriber owner, Work work) {
        try {
            do {
                once(owner, work);
            } while (again(work));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean again(Work work) {
        synchronized (work) {
            boolean again = work.again;
            work.again = false;
            work.running = again;
            return again;
        }
    }

    private void once(Subscriber owner, Work work) throws InterruptedException {
        Server server = servers.get(owner.profile());
        if (server == null) {
            return;
        }
        server.free().acquire();
        try (Mailbox mailbox = server.lamp().server().open(owner.mailbox())) {
            MwiCounts counts = inSipWords(mailbox.counts());
            succeeded(work);
            listener.counted(owner, counts);
        } catch (MailboxException failed) {
            faults.fault(owner.profile(), "counting " + failed.getClass().getSimpleName(),
                    String.valueOf(failed.getMessage()));
            failed(owner, work);
        } catch (RuntimeException fault) {
            LOG.error("counting {} met a fault", owner.mailbox(), fault);
            failed(owner, work);
        } finally {
            server.free().release();
        }
    }

    private static void succeeded(Work work) {
        synchronized (work) {
            work.failures = 0;
        }
    }

    private static MwiCounts inSipWords(VoiceCounts counts) {
        return new MwiCounts(counts.unheard(), counts.heard(), counts.urgentUnheard(), counts.urgentHeard());
    }

    private void failed(Subscriber owner, Work work) {
        listener.uncounted(owner);
        synchronized (work) {
            work.failures++;
            if (work.retryPlanned) {
                return;
            }
            work.retryPlanned = true;
        }
        long longest = FIRST_RETRY_MS << Math.min(work.failures, MOST_DOUBLINGS);
        try {
            clock.schedule(() -> retry(owner, work), ThreadLocalRandom.current().nextLong(longest / 2, longest),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} is not counted again: stopping", owner.mailbox());
        }
    }

    private void retry(Subscriber owner, Work work) {
        synchronized (work) {
            work.retryPlanned = false;
        }
        count(owner);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
