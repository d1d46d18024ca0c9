package org.voxpost.service.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The service's meters. Prometheus adds {@code _total} and {@code _seconds} by its own rules, so the names written here
 * are Micrometer's: {@code voxpost.calls} becomes {@code voxpost_calls_total}.
 */
public final class ServiceMetrics {
    // timers: a DistributionSummary rounds what it records up to whole units before it looks for the bucket
    private static final Duration[] JITTERS = micros(1000, 5000, 10_000, 20_000, 50_000, 100_000);
    private static final Duration[] LATENESSES = micros(500, 1000, 2000, 5000, 10_000, 20_000, 50_000);
    private static final Duration[] CALL_LENGTHS = seconds(1, 5, 10, 30, 60, 120, 300, 1200);
    private static final Duration[] DELIVERY_TIMES = {Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
            Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1)};

    private final MeterRegistry registry;
    private final Timer jitter;
    private final Timer lateness;
    private final Timer setUp;
    private final Counter lost;
    private final Counter refused;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>(); // asking the registry costs more than counting
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    public ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.jitter = Timer.builder("voxpost.rtp.jitter")
                .description("interarrival jitter of a call at its end (RFC 3550, 6.4.1)")
                .serviceLevelObjectives(JITTERS).register(registry);
        this.lateness = Timer.builder("voxpost.prompt.lateness")
                .description("largest delay of a sent packet behind its schedule in a call")
                .serviceLevelObjectives(LATENESSES).register(registry);
        this.setUp = Timer.builder("voxpost.call.setup").description("INVITE to 200")
                .serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(50),
                        Duration.ofMillis(250), Duration.ofSeconds(1))
                .register(registry);
        this.lost = Counter.builder("voxpost.rtp.lost").description("RTP packets that never came").register(registry);
        this.refused = Counter.builder("voxpost.rtp.refused")
                .description("RTP packets from a wrong source or unreadable").register(registry);
    }

    /** One call has ended. */
    public void call(String peer, CallOutcome outcome, Duration length) {
        counters.computeIfAbsent("calls " + peer + ' ' + outcome,
                key -> Counter.builder("voxpost.calls").description("calls by how they ended").tag("peer", peer)
                        .tag("outcome", outcome.label()).register(registry))
                .increment();
        timers.computeIfAbsent("calls " + outcome,
                key -> Timer.builder("voxpost.call.duration").description("INVITE to the end of the call")
                        .tag("outcome", outcome.label()).serviceLevelObjectives(CALL_LENGTHS).register(registry))
                .record(length);
    }

    /** INVITE to our final answer. */
    public void answered(Duration took) {
        setUp.record(took);
    }

    /** The media of one call has ended. Jitter and lateness count only if packets came or went. */
    public void media(String codec, RtpFigures figures) {
        packets("received", codec).increment(figures.received());
        packets("sent", codec).increment(figures.sent());
        lost.increment(figures.lost());
        refused.increment(figures.refused());
        if (figures.received() > 0) {
            jitter.record(figures.jitter());
            score(codec).record(figures.score());
        }
        if (figures.sent() > 0) {
            lateness.record(figures.worstLateness());
        }
    }

    private DistributionSummary score(String codec) {
        return DistributionSummary.builder("voxpost.rtp.score")
                .description("how calls sounded: mean opinion score 1 to 4.4, estimated (ITU-T G.107)")
                .tag("codec", codec).register(registry);
    }

    private Counter packets(String direction, String codec) {
        return counters.computeIfAbsent("packets " + direction + ' ' + codec,
                key -> Counter.builder("voxpost.rtp.packets").description("RTP packets").tag("direction", direction)
                        .tag("codec", codec).register(registry));
    }

    /** A delivery was tried. {@code outcome} is {@code delivered} or what kept it. */
    public void delivery(String protocol, String outcome) {
        counters.computeIfAbsent("deliveries " + protocol + ' ' + outcome,
                key -> Counter.builder("voxpost.deliveries").description("tries to deliver an item, by outcome")
                        .tag("protocol", protocol).tag("outcome", outcome).register(registry))
                .increment();
    }

    /** An item reached its mailbox {@code since} its acceptance. */
    public void delivered(String protocol, Duration since) {
        timers.computeIfAbsent("delivery " + protocol,
                key -> Timer.builder("voxpost.delivery").description("accepted by the spool to stored in the mailbox")
                        .tag("protocol", protocol).serviceLevelObjectives(DELIVERY_TIMES).register(registry))
                .record(since);
    }

    /** Watches a number that somebody else keeps. */
    public void gauge(String name, String description, String unit, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).baseUnit(unit).register(registry);
    }

    /** Change notifications that Graph, or somebody else, posted. {@code outcome} is accepted or refused. */
    public void notifications(String outcome, int count) {
        counters.computeIfAbsent("notifications " + outcome,
                key -> Counter.builder("voxpost.graph.notifications")
                        .description("change notifications of Graph; refused: of no subscription of ours")
                        .tag("outcome", outcome).register(registry))
                .increment(count);
    }

    /** One operation at a mailbox server, of several roads to it. @param failure kind of failure; empty if it was done */
    public void road(String protocol, String job, Optional<String> failure) {
        Counter.builder("voxpost.mailbox.operations").description("operations by protocol and outcome")
                .tag("protocol", protocol).tag("job", job.toLowerCase(Locale.ROOT))
                .tag("outcome", failure.orElse("done").toLowerCase(Locale.ROOT)).register(registry).increment();
    }

    /** Watches the number of spooled messages in one state. */
    public void spoolDepth(String state, Supplier<Number> count) {
        Gauge.builder("voxpost.spool.messages", count).description("messages in the spool by state")
                .tag("state", state).register(registry);
    }

    private static Duration[] seconds(int... values) {
        return Arrays.stream(values).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }

    private static Duration[] micros(int... values) {
        return Arrays.stream(values).mapToObj(micros -> Duration.ofNanos(micros * 1000L)).toArray(Duration[]::new);
    }

    /** What one call's RTP came to. */
    public record RtpFigures(long received, long sent, long lost, long refused, Duration jitter, double score,
            Duration worstLateness) {
    }
}
