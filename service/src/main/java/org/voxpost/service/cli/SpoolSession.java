package org.voxpost.service.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.voxpost.service.config.KeyFile;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.RecordingStore;
import org.voxpost.service.spool.Spool;
import org.voxpost.service.spool.SpoolDesk;
import org.voxpost.service.spool.StorageException;
import picocli.CommandLine.Model.CommandSpec;

/** Opens the configured spool for one command and turns its errors into an exit status. */
final class SpoolSession {
    private static final int FAILED = 1;

    /** What a command does with the open spool. */
    interface Work {
        int run(SpoolDesk desk, PrintWriter out) throws IOException;
    }

    private SpoolSession() {
    }

    static int run(CommandSpec spec, ConfigOption option, Work work) {
        PrintWriter err = spec.commandLine().getErr();
        Optional<VoxpostConfig> config = option.load(err);
        return config.isEmpty()
                ? ConfigOption.WRONG_CONFIGURATION
                : run(config.get(), spec.commandLine().getOut(), err, work);
    }

    private static int run(VoxpostConfig config, PrintWriter out, PrintWriter err, Work work) {
        try {
            Optional<SecretKey> key = config.state().encryptionKeyFile().isEmpty()
                    ? Optional.empty()
                    : Optional.of(KeyFile.read(config.state().encryptionKeyFile().get()));
            try (Database database = Database.open(config.state().directory());
                    RecordingStore store = RecordingStore.open(config.state(), key)) {
                return work.run(new SpoolDesk(new Spool(database, store, InstantSource.system())), out);
            }
        } catch (IOException | StorageException | IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            err.flush();
            return FAILED;
        } finally {
            out.flush();
        }
    }
}
