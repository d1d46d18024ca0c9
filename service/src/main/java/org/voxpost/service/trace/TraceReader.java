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

    /**
     * The SIP Call-IDs of calls whose INVITE came from a peer, the latest last.
     *
     * @param name its name in the configuration; if empty, its addresses decide
     * @param sources its addresses or networks, of which one is taken for it where the trace knows no name
     */
    public List<String> callsOf(String name, List<String> sources) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        each(step -> {
            if (step.kind() == TraceStep.Kind.SIP_IN && step.text().startsWith("INVITE ")
                    && OtherSide.in(step.text()).filter(other -> other.is(name, sources)).isPresent()) {
                ids.add(step.callId());
            }
        });
        return List.copyOf(ids);
    }

    /** All steps with the Call-ID of the latest NOTIFY of a lamp to a peer; none if there is none. Its name and sources as for calls. */
    public List<TraceStep> lampTo(String name, List<String> sources) {
        List<String> latest = new ArrayList<>();
        each(step -> {
            if (CallExplanation.isLamp(step)
                    && OtherSide.in(step.text()).filter(other -> other.is(name, sources)).isPresent()) {
                latest.clear();
                latest.add(step.callId());
            }
        });
        return latest.isEmpty() ? List.of() : steps(latest.getFirst());
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
