package org.voxpost.service.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedSet;
import java.util.LinkedHashSet;
import java.util.function.Consumer;

/**
 * Finds calls in a trace log, while the service goes on writing it or after it has ended. Reads line by line: the log is
 * never held in memory.
 */
public final class TraceReader {
    private final Path directory;

    public TraceReader(Path directory) {
        this.directory = directory;
    }

    /**
     * The ids of the calls that {@code wanted} means: our id or its beginning, or the SIP Call-ID in one of its
     * messages.
     */
    public SequencedSet<String> idsOf(String wanted) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        String header = "call-id: " + wanted;
        each(step -> {
            if (step.callId().startsWith(wanted) || hasLine(step, header)) {
                ids.add(step.callId());
            }
        });
        return ids;
    }

    /** All steps of one call in order of time. */
    public List<TraceStep> steps(String callId) {
        List<TraceStep> steps = new ArrayList<>();
        each(step -> {
            if (step.callId().equals(callId)) {
                steps.add(step);
            }
        });
        steps.sort(Comparator.comparing(TraceStep::at));
        return steps;
    }

    private static boolean hasLine(TraceStep step, String header) {
        return switch (step.kind()) {
            case SIP_IN, SIP_OUT -> step.text().lines().anyMatch(line -> line.strip().equalsIgnoreCase(header)
                    || line.strip().equalsIgnoreCase("i" + header.substring("call-id".length())));
            case ROUTE, FLOW, MEDIA, DELIVERY -> false;
        };
    }

    private void each(Consumer<TraceStep> to) {
        try {
            for (Path file : TraceFiles.inOrder(directory)) {
                each(file, to);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the trace in " + directory, failed);
        }
    }

    private static void each(Path file, Consumer<TraceStep> to) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            in.lines().map(TraceStep::ofLine).flatMap(java.util.Optional::stream).forEach(to);
        } catch (NoSuchFileException removedMeanwhile) {
            return;
        }
    }
}
