package org.voxpost.service.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.voxpost.service.api.HealthCheck.Finding;
import org.voxpost.service.api.HealthCheck.Weight;

/** Runs all checks at once, each on a virtual thread with a deadline, and sums them up. */
public final class Health implements AutoCloseable {
    private final List<HealthCheck> checks;
    private final Duration deadline;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param deadline after which a check counts as down */
    public Health(List<HealthCheck> checks, Duration deadline) {
        this.checks = List.copyOf(checks);
        this.deadline = deadline;
    }

    /** From now on not ready: no new calls are taken. */
    public void drain() {
        draining.set(true);
    }

    /** Runs the checks; blocks at most for the deadline. */
    public Report report() {
        List<Future<Finding>> running = new ArrayList<>();
        for (HealthCheck check : checks) {
            running.add(threads.submit(() -> check.probe().get()));
        }
        long until = System.nanoTime() + deadline.toNanos();
        Map<String, Finding> findings = new LinkedHashMap<>();
        Status status = draining.get() ? Status.DRAINING : Status.UP;
        for (int i = 0; i < checks.size(); i++) {
            HealthCheck check = checks.get(i);
            Finding finding = finding(running.get(i), until);
            findings.put(check.name(), finding);
            if (!finding.up()) {
                status = status.worse(check.weight() == Weight.NEEDED ? Status.DOWN : Status.DEGRADED);
            }
        }
        return new Report(status, findings);
    }

    private Finding finding(Future<Finding> running, long until) {
        try {
            return running.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            running.cancel(true);
            return Finding.down("no answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException failed) {
            return Finding.down(String.valueOf(failed.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Finding.down("interrupted");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** From best to worst. */
    public enum Status {
        UP, DEGRADED, DRAINING, DOWN;

        /** True if new calls are welcome. */
        public boolean ready() {
            return this == UP || this == DEGRADED;
        }

        private Status worse(Status other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** All findings by check name, in the order of the checks. */
    public record Report(Status status, Map<String, Finding> findings) {
    }
}
