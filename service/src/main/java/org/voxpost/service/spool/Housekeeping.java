package org.voxpost.service.spool;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.alert.Alerts;
import org.voxpost.service.config.VoxpostConfig;

/** What must be done now and then, on one thread: telling of messages that wait, letting go of what is old. */
public final class Housekeeping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(30);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("housekeeping").daemon().factory());

    private Housekeeping() {
    }

    public static Housekeeping start(Spool spool, Alerts alerts, VoxpostConfig config) {
        var housekeeping = new Housekeeping();
        var watch = new WaitingWatch(spool, alerts, config.alerts());
        var retention = new Retention(spool.database(), spool.store(), config.state(), config.limits());
        housekeeping.every(WATCH_EVERY, spool::adoptUnaccepted);
        housekeeping.every(WATCH_EVERY, () -> watch.check(spool.now()));
        housekeeping.every(SWEEP_EVERY, () -> retention.sweep(spool.now()));
        return housekeeping;
    }

    private void every(Duration period, Runnable work) {
        thread.scheduleWithFixedDelay(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) { // else it would never run again
                log.error("housekeeping met a fault and goes on", e);
            }
        }, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
