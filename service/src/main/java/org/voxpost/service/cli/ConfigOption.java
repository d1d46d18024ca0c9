package org.voxpost.service.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.voxpost.service.config.ConfigException;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.config.VoxpostConfig;
import picocli.CommandLine.Option;

/** The option {@code --config} of every command that reads the configuration. */
public final class ConfigOption {
    /** Exit status of a wrong configuration: EX_CONFIG of sysexits(3). */
    public static final int WRONG_CONFIGURATION = 78;

    @Option(names = "--config", paramLabel = "FILE", description = "configuration file (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("/etc/voxpost/voxpost.yaml");

    public Path file() {
        return file;
    }

    /** The configuration; empty if it is wrong, all mistakes are then printed to {@code err}. */
    public Optional<VoxpostConfig> load(PrintWriter err) {
        return load(err, System.getenv());
    }

    Optional<VoxpostConfig> load(PrintWriter err, Map<String, String> environment) {
        try {
            return Optional.of(ConfigLoader.load(file, environment));
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            err.println(e.problems().size() == 1 ? "1 mistake" : e.problems().size() + " mistakes");
            err.flush();
            return Optional.empty();
        }
    }
}
