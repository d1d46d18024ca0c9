package org.voxpost.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.spool.StorageException;
import org.voxpost.service.subscriber.ImportedSubscribers;
import org.voxpost.service.subscriber.SubscriberTable;

/** Takes an import of subscribers over while the service runs: calls and look-ups at once, lamps at the next start. */
final class SubscriberWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriberWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final CountDownLatch closed = new CountDownLatch(1);

    private SubscriberWatch() {
    }

    static SubscriberWatch start(VoxpostConfig file, ImportedSubscribers imported, SubscriberTable table) {
        var watch = new SubscriberWatch();
        long edition = imported.edition();
        Thread.ofVirtual().name("subscribers").start(() -> watch.watch(file, imported, table, edition));
        return watch;
    }

    private void watch(VoxpostConfig file, ImportedSubscribers imported, SubscriberTable table, long first) {
        long known = first;
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                known = look(file, imported, table, known);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long look(VoxpostConfig file, ImportedSubscribers imported, SubscriberTable table, long known) {
        try {
            long now = imported.edition();
            if (now != known) {
                table.become(SubscriberTable.of(imported.addedTo(file)));
                LOG.info("subscribers were imported: there are {} now", table.all().size());
            }
            return now;
        } catch (StorageException failed) {
            LOG.warn("imported subscribers could not be read: {}", failed.getMessage());
            return known;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
