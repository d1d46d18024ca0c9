package org.voxpost.service.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
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

    /** The SIP Call-IDs of the calls that {@code wanted} means: our id or its beginning, or the SIP Call-ID itself. */
    public SequencedSet<String> idsOf(String wanted) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        each(step -> {
            if (step.callId().equals(wanted)
                    || step.kind() == TraceStep.Kind.CALL && step.text().startsWith(wanted)) {
                ids.add(step.callId());
            }
        });
        return ids;
    }

    /** The SIP Call-IDs of calls whose INVITE came from one of these addresses or networks, the latest last. */
    public List<String> callsFrom(List<String> sources) {
        Sources peer = new Sources(sources);
        SequencedSet<String> ids = new LinkedHashSet<>();
        each(step -> {
            if (step.kind() == TraceStep.Kind.SIP_IN && step.text().startsWith("INVITE ")
                    && peer.hold(address(step.text()))) {
                ids.add(step.callId());
            }
        });
        return List.copyOf(ids);
    }

    /** All steps with the Call-ID of the latest NOTIFY of a lamp to one of these addresses or networks; none if there is none. */
    public List<TraceStep> lampTo(List<String> sources) {
        Sources peer = new Sources(sources);
        List<String> latest = new ArrayList<>();
        each(step -> {
            if (CallExplanation.isLamp(step) && peer.hold(address(step.text()))) {
                latest.clear();
                latest.add(step.callId());
            }
        });
        return latest.isEmpty() ? List.of() : steps(latest.getFirst());
    }

    /** The other side's address in a SIP step's first line, which ends in {@code [address:port]}. */
    private static String address(String text) {
        String first = text.lines().findFirst().orElse("");
        int open = first.lastIndexOf("  [");
        int colon = first.lastIndexOf(':');
        return open < 0 || colon < open ? "" : first.substring(open + 3, colon);
    }

    /** All steps of the call with that SIP Call-ID in order of time. */
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
            in.lines().map(TraceStep::ofLine).flatMap(Optional::stream).forEach(to);
        } catch (NoSuchFileException removedMeanwhile) {
            return;
        }
    }
}
