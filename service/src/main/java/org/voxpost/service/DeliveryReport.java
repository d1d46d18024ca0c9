package org.voxpost.service;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.ItemId;
import org.voxpost.service.metrics.ServiceMetrics;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.DeliveryState;
import org.voxpost.service.spool.SpoolListener;
import org.voxpost.service.trace.FaultLog;
import org.voxpost.service.trace.TraceLog;
import org.voxpost.service.trace.TraceStep.Kind;

/** Tells metrics, trace and log of every step of every message. */
final class DeliveryReport implements SpoolListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReport.class);

    private final Map<String, String> protocols;
    private final ServiceMetrics metrics;
    private final TraceLog trace;
    private final FaultLog faults;

    /** @param protocols protocol of each profile, by its name */
    DeliveryReport(Map<String, String> protocols, ServiceMetrics metrics, TraceLog trace, InstantSource clock) {
        this.protocols = Map.copyOf(protocols);
        this.metrics = metrics;
        this.trace = trace;
        this.faults = new FaultLog(LOG, clock);
    }

    @Override
    public void accepted(Delivery delivery) {
        step(delivery, "%s accepted as %s".formatted(delivery.envelope().kind(), delivery.id()));
    }

    @Override
    public void attempt(Delivery delivery, int attempt) {
        step(delivery, "attempt %d by profile %s".formatted(attempt, delivery.envelope().profile()));
    }

    @Override
    public void delivered(Delivery delivery, ItemId item, Duration sinceAccepted) {
        metrics.delivery(item.protocol(), "delivered");
        metrics.delivered(item.protocol(), sinceAccepted);
        step(delivery, "in the mailbox of %s by %s, %d ms after it was accepted".formatted(
                delivery.envelope().mailbox(), item.protocol(), sinceAccepted.toMillis()));
        LOG.info("{} is in the mailbox of {} after {} ms", delivery.id(), delivery.envelope().mailbox(),
                sinceAccepted.toMillis());
    }

    @Override
    public void failed(Delivery delivery, String outcome, String reason, DeliveryState next) {
        metrics.delivery(protocols.getOrDefault(delivery.envelope().profile(), "none"), outcome);
        step(delivery, "not delivered (%s): %s; now %s".formatted(outcome, reason, next));
        faults.fault(delivery.envelope().profile(), "delivery (" + outcome + ")", reason);
    }

    private void step(Delivery delivery, String text) {
        trace.step(delivery.envelope().callId(), Kind.DELIVERY, text);
    }
}
