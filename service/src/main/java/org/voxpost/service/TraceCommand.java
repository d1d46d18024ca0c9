package org.voxpost.service;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.trace.Ladder;
import org.voxpost.service.trace.TraceReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what happened to one call. */
@Command(name = "trace", mixinStandardHelpOptions = true, description = "Prints one call's ladder: SIP, which rule chose the mailbox, media, delivery. Keys are masked.")
final class TraceCommand implements Callable<Integer> {
    private static final int NOT_FOUND = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

    @Option(names = "--call", required = true, paramLabel = "ID", description = "our id of the call, as in the log, or its beginning, or the SIP Call-ID")
    private String call = "";

    @Option(names = "--whole", description = "SIP messages with all their lines")
    private boolean whole;

    @ArgGroup(multiplicity = "1")
    private @Nullable Where where;

    /** Where the state is: told, or read from the configuration. */
    private static final class Where {
        @Option(names = "--config", paramLabel = "F", description = "the configuration file, for its state directory")
        private @Nullable Path config;

        @Option(names = "--state", paramLabel = "DIR", description = "the state directory")
        private @Nullable Path state;

        private Path directory() {
            Path given = state;
            Path file = config;
            if (given != null || file == null) {
                return given == null ? Path.of(".") : given;
            }
            return ConfigLoader.load(file, System.getenv()).state().directory();
        }
    }

    @Override
    public Integer call() {
        Path directory = where == null ? Path.of(".") : where.directory();
        var reader = new TraceReader(StateLayout.trace(directory));
        SequencedSet<String> found = reader.idsOf(call);
        PrintWriter out = spec.commandLine().getOut();
        for (String id : found) {
            out.println(Ladder.draw(reader.steps(id), ZoneId.systemDefault(), whole));
        }
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("voxpost: no call " + call + " in " + StateLayout.trace(directory)
                    + "; it never came or its trace was overwritten");
            return NOT_FOUND;
        }
        return 0;
    }
}
