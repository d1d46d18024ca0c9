package org.voxpost.service.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.spool.SpoolCopies;
import org.voxpost.service.spool.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voxpost backup DIR} and {@code voxpost restore DIR}. */
public final class BackupCommand {
    private BackupCommand() {
    }

    /** What both do with the state directory. */
    private interface Work {
        String run(VoxpostConfig config) throws IOException;
    }

    private static int run(CommandSpec spec, ConfigOption option, Work work) {
        return option.load(spec.commandLine().getErr()).map(config -> {
            try {
                spec.commandLine().getOut().println(work.run(config));
                spec.commandLine().getOut().flush();
                return 0;
            } catch (IOException | StorageException e) {
                spec.commandLine().getErr().println(e.getMessage());
                spec.commandLine().getErr().flush();
                return 1;
            }
        }).orElse(ConfigOption.WRONG_CONFIGURATION);
    }

    /** Copies database and audio while the service runs. */
    @Command(name = "backup", description = "Copy the state directory while the service runs", mixinStandardHelpOptions = true)
    public static final class Backup implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();
        @Spec
        private CommandSpec spec = CommandSpec.create();
        @Parameters(paramLabel = "DIR")
        private Path directory = Path.of(".");

        @Override
        public Integer call() {
            return run(spec, config, c -> SpoolCopies.backup(c.state().directory(), directory)
                    + " recordings copied to " + directory);
        }
    }

    /** Copies a backup into a fresh state directory; open messages are asked for before they are delivered. */
    @Command(name = "restore", description = "Copy a backup into a fresh state directory; the service must not run", mixinStandardHelpOptions = true)
    public static final class Restore implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();
        @Spec
        private CommandSpec spec = CommandSpec.create();
        @Parameters(paramLabel = "DIR")
        private Path directory = Path.of(".");

        @Override
        public Integer call() {
            return run(spec, config, c -> SpoolCopies.restore(directory, c.state().directory())
                    + " open messages restored");
        }
    }
}
