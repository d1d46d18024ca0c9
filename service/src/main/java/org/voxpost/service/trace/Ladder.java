package org.voxpost.service.trace;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** One call's steps as text for a person: time since the first step, an arrow for SIP, the rest as sentences. */
public final class Ladder {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS xxx",
            Locale.ROOT);
    private static final String INDENT = " ".repeat(16);

    private Ladder() {
    }

    /**
     * Draws the ladder.
     *
     * @param steps of one call, in order of time, not empty
     * @param zone for the wall clock in the first line
     * @param whole true for SIP messages and RTP with all their lines, false for the first line of each
     */
    public static String draw(List<TraceStep> steps, ZoneId zone, boolean whole) {
        var out = new StringBuilder();
        TraceStep first = steps.getFirst();
        out.append("SIP Call-ID ").append(first.callId()).append(", ").append(CLOCK.format(first.at().atZone(zone)))
                .append('\n');
        for (TraceStep step : steps) {
            List<String> lines = step.text().strip().lines().toList();
            out.append("%9.3f s  ".formatted(seconds(Duration.between(first.at(), step.at()))))
                    .append(mark(step.kind())).append(lines.isEmpty() ? "" : lines.getFirst()).append('\n');
            if (whole || !isLong(step.kind())) {
                lines.stream().skip(1).forEach(line -> out.append(INDENT).append(line).append('\n'));
            }
        }
        return out.toString();
    }

    private static double seconds(Duration since) {
        return since.toNanos() / 1e9;
    }

    private static boolean isLong(TraceStep.Kind kind) {
        return kind == TraceStep.Kind.SIP_IN || kind == TraceStep.Kind.SIP_OUT || kind == TraceStep.Kind.RTP;
    }

    private static String mark(TraceStep.Kind kind) {
        return switch (kind) {
            case CALL -> "call: taken as ";
            case SIP_IN -> "---> ";
            case SIP_OUT -> "<--- ";
            case ROUTE -> "route: ";
            case FLOW -> "flow: ";
            case MEDIA -> "media: ";
            case RTP -> "rtp: ";
            case DELIVERY -> "delivery: ";
        };
    }
}
