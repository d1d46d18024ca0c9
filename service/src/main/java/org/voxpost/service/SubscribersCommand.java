package org.voxpost.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.service.cli.ConfigOption;
import org.voxpost.service.cli.ImportPlan;
import org.voxpost.service.cli.SubscriberFile;
import org.voxpost.service.config.ConfigProblem;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.routing.VoicemailPeople;
import org.voxpost.service.spool.Database;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.ImportedSubscribers;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voxpost subscribers}: who has a mailbox here, many at once. A running service takes it over within seconds. */
@Command(name = "subscribers", description = "Import and export who has a mailbox here", subcommands = {
        SubscribersCommand.Import.class, SubscribersCommand.Export.class}, mixinStandardHelpOptions = true)
final class SubscribersCommand {
    private static final int REFUSED = 1;

    /** What both need. */
    abstract static class OnSubscribers implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();
        @Spec
        private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

        /** @return exit status */
        abstract int run(VoxpostConfig loaded, ImportedSubscribers imported, PrintWriter out) throws IOException;

        final PrintWriter err() {
            return spec.commandLine().getErr();
        }

        @Override
        public Integer call() throws IOException {
            Optional<VoxpostConfig> loaded = config.load(err());
            if (loaded.isEmpty()) {
                return ConfigOption.WRONG_CONFIGURATION;
            }
            PrintWriter out = spec.commandLine().getOut();
            try (Database database = Database.open(loaded.get().state().directory())) {
                return run(loaded.get(), new ImportedSubscribers(database), out);
            } finally {
                out.flush();
                err().flush();
            }
        }
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = "Import subscribers from a CSV file, or those of the address book that were enabled for voicemail in Exchange. All or nothing; the same again changes nothing.")
    static final class Import extends OnSubscribers {
        @ArgGroup(multiplicity = "1")
        private @Nullable Source source;
        @Option(names = "--dry-run", description = "tell what would change, and change nothing")
        private boolean dryRun;
        @Option(names = "--remove-missing", description = "take those away who were imported before and are not there now")
        private boolean removeMissing;

        /** Where they come from. */
        static final class Source {
            @Parameters(paramLabel = "FILE", description = "CSV with a heading: mailbox,numbers and any of id,name,site,profile,missed-calls,language,operator,may-dial")
            private @Nullable Path file;
            @Option(names = "--from-address-book", description = "people with an EUM: proxy address in the copy of the address book")
            private boolean addressBook;
        }

        @Override
        int run(VoxpostConfig loaded, ImportedSubscribers imported, PrintWriter out) throws IOException {
            Path file = source == null || source.addressBook ? null : source.file;
            String origin = file == null ? "address book" : String.valueOf(file.getFileName());
            SubscriberFile.Contents wanted = file == null ? addressBook(loaded) : read(file, origin);
            err().println(wanted.rows().size() + " subscribers read from " + origin);
            err().flush();
            ImportPlan plan = ImportPlan.of(loaded, imported.all(), wanted, origin, removeMissing);
            plan.changes().forEach(out::println);
            if (!plan.problems().isEmpty()) {
                plan.problems().forEach(err()::println);
                err().println(plan.problems().size() + " mistakes: nothing was imported");
                return REFUSED;
            }
            if (!dryRun && !plan.changes().isEmpty()) {
                imported.replace(plan.result());
            }
            out.printf("%d new, %d changed, %d gone, %d as before%s%n", plan.count('+'), plan.count('~'),
                    plan.count('-'), plan.unchanged(), dryRun ? "; nothing was changed" : "");
            return 0;
        }

        private static SubscriberFile.Contents read(Path file, String origin) throws IOException {
            try (var in = Files.newBufferedReader(file)) {
                return SubscriberFile.read(in, origin);
            }
        }

        private static SubscriberFile.Contents addressBook(VoxpostConfig loaded) throws IOException {
            List<DialPlan> plans = loaded.sites().stream().map(DialPlan::new).toList();
            List<SubscriberConfig> found = VoicemailPeople.of(StateLayout.addressBook(loaded.state().directory()),
                    plans);
            return new SubscriberFile.Contents(found.stream().map(one -> new SubscriberFile.Row(0, one)).toList(),
                    List.<ConfigProblem>of());
        }
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Write all subscribers as CSV, also those of the configuration file. Importing it changes nothing.")
    static final class Export extends OnSubscribers {
        @Override
        int run(VoxpostConfig loaded, ImportedSubscribers imported, PrintWriter out) {
            SubscriberFile.write(imported.addedTo(loaded).subscribers(), out);
            return 0;
        }
    }
}
