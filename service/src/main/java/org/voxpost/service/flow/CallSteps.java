package org.voxpost.service.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaStatistics;
import org.voxpost.media.Recording;
import org.voxpost.service.metrics.CallOutcome;
import org.voxpost.service.spool.CallRecord;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.trace.PacketSteps;
import org.voxpost.service.trace.TraceLog;
import org.voxpost.service.trace.TraceStep.Kind;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallFacts;

/** Writes one call's steps into its ladder and remembers what its record needs. For the thread of its flow. */
final class CallSteps {
    private final TraceLog log;
    private final Call call;
    private final Instant started;
    private final long begunNanos = System.nanoTime();
    private final List<PacketSteps> packets = new ArrayList<>();
    private long answeredNanos;
    private String type = "other";
    private String mailboxId = "";
    private String deliveryId = "";
    private Duration recorded = Duration.ZERO;
    private String codec = "";
    private long packetsLost;
    private double jitterMs;
    private double roundTripMs;
    private double score;

    /** @param started when the call came, UTC */
    CallSteps(TraceLog log, Call call, Instant started) {
        this.log = log;
        this.call = call;
        this.started = started;
    }

    /** The first step: which of our calls it is. */
    void taken() {
        log.step(call.sipCallId(), Kind.CALL, call.id());
    }

    void route(String text) {
        log.step(call.sipCallId(), Kind.ROUTE, text);
    }

    void flow(String text) {
        log.step(call.sipCallId(), Kind.FLOW, text);
    }

    /** Whose mailbox it is about. @param kind {@code call-answering} … ({@link CallRecord#type}) */
    void concerns(Envelope envelope, String kind) {
        type = kind;
        mailboxId = envelope.mailboxId();
    }

    /** A message was accepted. */
    void kept(Envelope envelope, Recording recording) {
        deliveryId = envelope.id().toString();
        recorded = recording.length();
    }

    void mediaStarted(MediaSession media) {
        answeredNanos = System.nanoTime();
        log.step(call.sipCallId(), Kind.MEDIA, "started");
        packets(media);
    }

    /** Traces the packets of a session if somebody asked for them. */
    void packets(MediaSession media) {
        log.packets(call.sipCallId(), call.peer().name()).ifPresent(steps -> {
            packets.add(steps);
            media.tap(steps);
        });
    }

    void mediaEnded(MediaStatistics statistics) {
        codec = statistics.codec();
        packetsLost = statistics.packetsLost();
        jitterMs = statistics.jitterMs();
        roundTripMs = statistics.roundTripMs();
        score = statistics.score();
        packets.forEach(PacketSteps::flush);
        log.step(call.sipCallId(), Kind.MEDIA,
                "stopped: " + codec + ", " + statistics.packetsReceived() + " packets received, " + packetsLost
                        + " lost, " + statistics.packetsRefused() + " refused, jitter " + inTenths(jitterMs)
                        + " ms, score " + inTenths(score) + ", " + statistics.packetsSent() + " sent, at most "
                        + statistics.worstLatenessMicros() + " µs late");
    }

    private static double inTenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** Since the call came. */
    Duration length() {
        return Duration.ofNanos(System.nanoTime() - begunNanos);
    }

    /** What is kept of the call, which has ended. */
    CallRecord record(CallOutcome outcome) {
        Duration talked = answeredNanos == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - answeredNanos);
        CallFacts facts = call.facts();
        String caller = facts.caller().anonymous() ? "" : facts.caller().address().uri().user();
        return new CallRecord(call.sipCallId(), started, talked, type, call.peer().name(), caller,
                facts.dialled().user(), mailboxId,
                facts.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'), result(outcome), deliveryId,
                recorded, codec, packetsLost, jitterMs, roundTripMs, score);
    }

    private static String result(CallOutcome outcome) {
        return switch (outcome) {
            case MESSAGE -> "message";
            case TRANSFERRED -> "transferred";
            case NO_MESSAGE, CANCELLED, STORAGE_FULL, MAILBOX_FULL -> "missed";
            case UNKNOWN_MAILBOX, NOT_ACCEPTABLE, NO_PORT, LIMITED -> "refused";
            case FAILED -> "failed";
        };
    }
}
