package org.voxpost.service.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.spool.DiskBench;
import org.voxpost.service.spool.DiskBench.Timing;
import org.voxpost.service.spool.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code voxpost bench}: what this machine can do. */
@Command(name = "bench", description = "Measure this machine", mixinStandardHelpOptions = true, subcommands = BenchCommand.Disk.class)
public final class BenchCommand {

    @Command(name = "disk", description = "Measure the disk of the state directory, beside a running service or not", mixinStandardHelpOptions = true)
    static final class Disk implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();
        @Option(names = "--seconds", description = "how long each of the three figures is measured (default: ${DEFAULT-VALUE})")
        private int seconds = 5;
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter err = spec.commandLine().getErr();
            Optional<VoxpostConfig> loaded = config.load(err);
            if (loaded.isEmpty()) {
                return ConfigOption.WRONG_CONFIGURATION;
            }
            Path directory = loaded.get().state().directory();
            try {
                Files.createDirectories(directory);
                print(spec.commandLine().getOut(), directory,
                        DiskBench.run(directory, Duration.ofSeconds(Math.max(1, seconds))));
                return 0;
            } catch (IOException | StorageException failed) {
                err.println(directory + " cannot be measured: " + failed.getMessage());
                err.flush();
                return 1;
            }
        }

        private static void print(PrintWriter out, Path directory, DiskBench.Figures figures) {
            out.println("The disk of " + directory + ", milliseconds:");
            out.println("                                                 times   median      p99    worst");
            out.println(line("4 KB, then durable (fdatasync)", figures.page()));
            out.println(line("500 ms of each of 100 calls, then all durable", figures.calls()));
            out.println(line("accepting a message of 50 KB, 32 at once", figures.accept()));
            out.println("%.0f messages a second, %.1f MB/s of audio".formatted(figures.acceptsPerSecond(),
                    figures.megabytesPerSecond()));
            out.flush();
        }

        private static String line(String what, Timing timing) {
            return "%-46s %7d %8.1f %8.1f %8.1f".formatted(what, timing.times(), timing.medianMs(), timing.p99Ms(),
                    timing.worstMs());
        }
    }
}
