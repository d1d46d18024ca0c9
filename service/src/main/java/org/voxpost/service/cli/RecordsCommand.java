package org.voxpost.service.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.spool.CallRecords;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code voxpost records}: call records as CSV or JSON lines. */
@Command(name = "records", description = "Write the call records", mixinStandardHelpOptions = true)
public final class RecordsCommand implements Callable<Integer> {

    /** How to write them. */
    enum Form {
        CSV, JSON
    }

    @Mixin
    private ConfigOption config = new ConfigOption();
    @Spec
    private CommandSpec spec = CommandSpec.create();
    @Option(names = "--format", description = "one of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Form form = Form.CSV;
    @Option(names = "--from", paramLabel = "TIME", description = "calls since, for example 2026-11-24T00:00:00Z")
    private @Nullable Instant from;
    @Option(names = "--to", paramLabel = "TIME", description = "calls before")
    private @Nullable Instant to;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        return config.load(err).map(c -> write(c, err)).orElse(ConfigOption.WRONG_CONFIGURATION);
    }

    private int write(VoxpostConfig found, PrintWriter err) {
        Instant begin = from == null ? Instant.EPOCH : from;
        Instant end = to == null ? Instant.ofEpochMilli(Long.MAX_VALUE) : to;
        PrintWriter out = spec.commandLine().getOut();
        try (Database database = Database.open(found.state().directory())) {
            var records = new CallRecords(database);
            switch (form) {
                case CSV -> records.writeCsv(begin, end, out);
                case JSON -> records.writeJson(begin, end, out);
            }
            out.flush();
            return 0;
        } catch (StorageException e) {
            err.println(e.getMessage());
            err.flush();
            return 1;
        }
    }
}
