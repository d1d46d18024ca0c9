package org.voxpost.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.voxpost.service.api.HealthCheck;
import org.voxpost.service.api.HealthCheck.Finding;
import org.voxpost.service.api.HealthCheck.Weight;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.DeliveryWorker;
import org.voxpost.service.spool.RecordingStore;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** What readiness looks at. Each probe blocks for a short time. */
final class HealthProbes {
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private HealthProbes() {
    }

    static List<HealthCheck> of(SipEndpoint sip, RecordingStore store, Database database, DeliveryWorker worker) {
        return List.of(new HealthCheck("sip", Weight.NEEDED, () -> sip(sip)),
                new HealthCheck("database", Weight.NEEDED, () -> database(database)),
                new HealthCheck("disk", Weight.NEEDED, () -> disk(store)),
                new HealthCheck("exchange", Weight.OPTIONAL, () -> exchange(worker)));
    }

    /** Sends OPTIONS to our own port: a stack whose reader has died does not answer. Any answer shows that it lives. */
    private static Finding sip(SipEndpoint sip) {
        SipListener listener = sip.listeners().getFirst();
        SipUri self = SipUri.of("health", reachable(listener.host()), listener.port()).withParameter("transport",
                listener.transport().name().toLowerCase(java.util.Locale.ROOT));
        long begun = System.nanoTime();
        SipStatus status = sip.options(self, PATIENCE);
        String where = listener.transport() + " " + listener.host() + ":" + listener.port();
        return status.equals(SipStatus.REQUEST_TIMEOUT)
                ? Finding.down("no answer to OPTIONS at " + where)
                : Finding.up("%d to OPTIONS at %s after %d ms".formatted(status.code(), where,
                        Duration.ofNanos(System.nanoTime() - begun).toMillis()));
    }

    private static String reachable(String host) {
        return host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
    }

    private static Finding database(Database database) {
        long begun = System.nanoTime();
        database.read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
        return Finding.up("answers in %d ms".formatted(Duration.ofNanos(System.nanoTime() - begun).toMillis()));
    }

    private static Finding disk(RecordingStore store) {
        Optional<String> trouble = store.notReady();
        return trouble.map(Finding::down).orElseGet(() -> Finding.up("takes recordings"));
    }

    /** Whether deliveries work is known without asking: each organisation has a circuit breaker. */
    private static Finding exchange(DeliveryWorker worker) {
        Map<String, String> broken = worker.breakers().entrySet().stream()
                .filter(breaker -> !breaker.getValue().equals("closed"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return broken.isEmpty()
                ? Finding.up("deliveries work; " + worker.depth() + " waiting")
                : Finding.down("deliveries rest at " + String.join(", ", broken.keySet()) + "; " + worker.depth()
                        + " waiting");
    }
}
