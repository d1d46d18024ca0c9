package org.voxpost.service.flow;

import org.voxpost.media.MediaStatistics;
import org.voxpost.service.trace.TraceLog;
import org.voxpost.service.trace.TraceStep.Kind;
import org.voxpost.sip.Call;

/** Writes one call's steps into its ladder. */
record CallSteps(TraceLog log, Call call) {

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

    void mediaStarted() {
        log.step(call.sipCallId(), Kind.MEDIA, "started");
    }

    void mediaEnded(MediaStatistics statistics) {
        log.step(call.sipCallId(), Kind.MEDIA,
                "stopped: %s, %d packets received, %d lost, %d refused, jitter %.1f ms, %d sent, at most %d µs late"
                        .formatted(statistics.codec(), statistics.packetsReceived(), statistics.packetsLost(),
                                statistics.packetsRefused(), statistics.jitterMs(), statistics.packetsSent(),
                                statistics.worstLatenessMicros()));
    }
}
