package org.voxpost.service.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.media.Conversation.CallerGone;
import org.voxpost.media.Conversation.FaxCalling;
import org.voxpost.media.MediaPorts.NoPortLeft;
import org.voxpost.media.MediaPorts.UnacceptableOffer;
import org.voxpost.media.MediaStatistics;
import org.voxpost.service.flow.CallerNames.Naming;
import org.voxpost.service.metrics.CallOutcome;
import org.voxpost.service.metrics.ServiceMetrics;
import org.voxpost.service.routing.Route;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.trace.FaultLog;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipStatus;

/** Takes every call: finds out whom it is for, runs the flow, counts how it ended. */
public final class CallAnswering implements SipEndpoint.CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CallAnswering.class);
    private static final Duration PORTS_FREE_AGAIN = Duration.ofSeconds(5);

    private final FlowParts parts;
    private final CallerNames names;
    private final TakeMessage takeMessage;
    private final MissedCalls missedCalls;
    private final AtomicInteger running = new AtomicInteger();

    public CallAnswering(FlowParts parts) {
        this.parts = parts;
        this.names = new CallerNames(parts.subscribers(), parts.people(), parts.namePatience());
        this.takeMessage = new TakeMessage(parts.intake(),
                new Greetings(parts.transcoder(), new FaultLog(LOG, parts.clock())), parts.recording(), parts.clock());
        this.missedCalls = new MissedCalls(parts.intake(), parts.clock());
    }

    @Override
    public void take(Call call) {
        MDC.put("call", call.id());
        running.incrementAndGet();
        try {
            var steps = new CallSteps(parts.trace(), call, parts.clock().instant());
            steps.taken();
            CallOutcome outcome = outcome(call, steps);
            Duration length = steps.length();
            parts.metrics().call(call.peer().name(), outcome, length);
            String end = call.ended().map(CallEnd::name).orElse("LEFT");
            steps.flow("ended by " + end + ": " + outcome);
            LOG.info("{} after {} ms, ended by {}", outcome, length.toMillis(), end);
            parts.records().accept(steps.record(outcome));
        } finally {
            running.decrementAndGet();
            MDC.remove("call");
        }
    }

    /** Flows that have not ended: a call may be over while its message is still being kept. */
    public int running() {
        return running.get();
    }

    private CallOutcome outcome(Call call, CallSteps steps) {
        try {
            return routed(call, steps);
        } catch (RuntimeException fault) {
            LOG.error("the call failed", fault);
            steps.flow("a fault of ours: " + fault);
            call.reject(SipStatus.SERVER_ERROR);
            call.hangup();
            return CallOutcome.FAILED;
        }
    }

    private CallOutcome routed(Call call, CallSteps steps) {
        Route route = parts.routing().route(call.facts(), call.peer());
        steps.route(route.rule());
        LOG.info("from {} through {}: {}", call.facts().caller().address().uri().user(), call.peer().name(),
                route.rule());
        return switch (route) {
            case Route.ToMailbox to -> toMailbox(call, to.owner(), steps);
            case Route.ToPilot pilot -> onLine(call, steps, line -> pilot(call, line, steps));
            case Route.ToNobody nobody -> refused(call, SipStatus.NOT_FOUND, CallOutcome.UNKNOWN_MAILBOX);
        };
    }

    private CallOutcome toMailbox(Call call, Subscriber owner, CallSteps steps) {
        Naming naming = naming(call);
        Envelope envelope = envelope(call, owner, ItemKind.CALL_ANSWERING, naming);
        steps.concerns(envelope, "call-answering");
        if (!parts.intake().admits(envelope)) {
            steps.flow("a limit on messages is reached");
            return refused(call, SipStatus.BUSY_HERE, CallOutcome.LIMITED);
        }
        CallOutcome outcome = onLine(call, steps,
                line -> takeMessage.run(line.conversation(), owner, envelope, naming,
                        parts.transfers().exit(call, line, owner, steps), steps));
        return missedUnlessMessage(outcome, owner, naming.name(envelope), steps);
    }

    private CallOutcome pilot(Call call, Line line, CallSteps steps) {
        var ask = new AskForMailbox(digits -> parts.routing().byNumber(call.peer(), digits));
        Optional<Subscriber> wanted = ask.run(line.conversation(), steps);
        if (wanted.isEmpty()) {
            return CallOutcome.NO_MESSAGE;
        }
        Naming naming = naming(call);
        Envelope envelope = envelope(call, wanted.get(), ItemKind.VOICE, naming);
        steps.concerns(envelope, "other");
        if (!parts.intake().admits(envelope)) {
            steps.flow("a limit on messages is reached");
            return CallOutcome.LIMITED;
        }
        return unlessGone(call, () -> takeMessage.run(line.conversation(), wanted.get(), envelope, naming,
                parts.transfers().exit(call, line, wanted.get(), steps), steps));
    }

    /** Answers and runs {@code flow}; whatever it throws to say that it cannot go on becomes an outcome. */
    private CallOutcome onLine(Call call, CallSteps steps, Function<Line, CallOutcome> flow) {
        try (Line line = Line.answer(call, parts.ports(), parts.mediaPeer().apply(call.peer().name()),
                parts.conversation())) {
            steps.mediaStarted(line.media());
            parts.metrics().answered(steps.length());
            try {
                return unlessGone(call, () -> unlessFax(call, line, steps, flow));
            } finally {
                mediaEnded(line.media().statistics(), steps);
            }
        } catch (CallerGone beforeMedia) {
            return leftNothing(call);
        } catch (UnacceptableOffer unacceptable) {
            steps.flow("SDP cannot be accepted: " + unacceptable.getMessage());
            return refused(call, SipStatus.NOT_ACCEPTABLE_HERE, CallOutcome.NOT_ACCEPTABLE);
        } catch (NoPortLeft used) {
            steps.flow("no RTP port: " + used.getMessage());
            call.reject(SipStatus.SERVICE_UNAVAILABLE, PORTS_FREE_AGAIN);
            return CallOutcome.NO_PORT;
        }
    }

    /** A fax machine is led to where faxes go; if it cannot be, its call is a missed one. */
    private CallOutcome unlessFax(Call call, Line line, CallSteps steps, Function<Line, CallOutcome> flow) {
        try {
            return flow.apply(line);
        } catch (FaxCalling fax) {
            steps.flow("a fax machine calls");
            return parts.transfers().toFax(call, line, steps) ? CallOutcome.TRANSFERRED : CallOutcome.NO_MESSAGE;
        }
    }

    private static CallOutcome unlessGone(Call call, Supplier<CallOutcome> flow) {
        try {
            return flow.get();
        } catch (CallerGone gone) {
            return leftNothing(call);
        }
    }

    private static CallOutcome leftNothing(Call call) {
        return call.ended().filter(end -> end == CallEnd.CANCELLED).map(end -> CallOutcome.CANCELLED)
                .orElse(CallOutcome.NO_MESSAGE);
    }

    private CallOutcome missedUnlessMessage(CallOutcome outcome, Subscriber owner, Envelope envelope,
            CallSteps steps) {
        switch (outcome) {
            case NO_MESSAGE, CANCELLED, STORAGE_FULL -> missedCalls.tell(owner, envelope, steps);
            case MESSAGE, TRANSFERRED, UNKNOWN_MAILBOX, NOT_ACCEPTABLE, NO_PORT, LIMITED, MAILBOX_FULL, FAILED -> {
                // a message tells more, and of calls that never came to be nothing is told
            }
        }
        return outcome;
    }

    private static CallOutcome refused(Call call, SipStatus status, CallOutcome outcome) {
        call.reject(status);
        return outcome;
    }

    private void mediaEnded(MediaStatistics statistics, CallSteps steps) {
        steps.mediaEnded(statistics);
        parts.metrics().media(statistics.codec(), new ServiceMetrics.RtpFigures(statistics.packetsReceived(),
                statistics.packetsSent(), statistics.packetsLost(), statistics.packetsRefused(),
                Duration.ofNanos((long) (statistics.jitterMs() * 1e6)), statistics.score(),
                Duration.ofNanos(statistics.worstLatenessMicros() * 1000)));
    }

    private Naming naming(Call call) {
        return names.begin(call.facts().caller(), parts.routing().site(call.peer()));
    }

    private Envelope envelope(Call call, Subscriber owner, ItemKind kind, Naming naming) {
        Instant started = parts.clock().instant();
        return new Envelope(DeliveryId.random(), owner.id(), owner.mailbox(), owner.profile(), kind,
                naming.numeric(), call.sipCallId(),
                call.peer().name(), started, owner.language());
    }
}
