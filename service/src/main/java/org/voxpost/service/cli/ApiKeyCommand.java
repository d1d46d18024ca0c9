package org.voxpost.service.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.voxpost.service.api.ApiKey;
import org.voxpost.service.api.ApiKeys;
import org.voxpost.service.api.Scope;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voxpost apikey}: who may use the API. A running service knows of it within two seconds. */
@Command(name = "apikey", description = "Make, list and revoke keys of the API", subcommands = {
        ApiKeyCommand.Create.class, ApiKeyCommand.ListKeys.class,
        ApiKeyCommand.Revoke.class}, mixinStandardHelpOptions = true)
public final class ApiKeyCommand {

    /** What each of them needs. */
    abstract static class OnKeys implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();
        @Spec
        private CommandSpec spec = CommandSpec.create();

        /** @return exit status */
        abstract int run(ApiKeys keys, PrintWriter out);

        @Override
        public Integer call() {
            PrintWriter err = spec.commandLine().getErr();
            return config.load(err).map(found -> with(found, err)).orElse(ConfigOption.WRONG_CONFIGURATION);
        }

        private int with(VoxpostConfig found, PrintWriter err) {
            PrintWriter out = spec.commandLine().getOut();
            try (Database database = Database.open(found.state().directory())) {
                return run(new ApiKeys(database, InstantSource.system()), out);
            } catch (StorageException e) {
                err.println(e.getMessage());
                err.flush();
                return 1;
            } finally {
                out.flush();
            }
        }
    }

    @Command(name = "create", description = "Make a key and show it, this once", mixinStandardHelpOptions = true)
    static final class Create extends OnKeys {
        @Parameters(paramLabel = "NAME", description = "what it is for")
        private String name = "";
        @Option(names = "--scope", required = true, description = "what it may do, repeat for more: ${COMPLETION-CANDIDATES}")
        private Set<Scope> scopes = EnumSet.noneOf(Scope.class);

        @Override
        int run(ApiKeys keys, PrintWriter out) {
            ApiKeys.Created created = keys.create(name, scopes);
            out.println("id   " + created.key().id());
            out.println("key  " + created.secret());
            out.println(
                    "It is not shown again; only its check sum is kept. A running service looks for it every two seconds.");
            return 0;
        }
    }

    @Command(name = "list", description = "List the keys, also revoked ones", mixinStandardHelpOptions = true)
    static final class ListKeys extends OnKeys {
        @Override
        int run(ApiKeys keys, PrintWriter out) {
            keys.list().forEach(key -> out.println(line(key)));
            return 0;
        }

        private static String line(ApiKey key) {
            return "%s  %s  %-24s  %s%s".formatted(key.id(), key.created(),
                    key.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(",")), key.name(),
                    key.revoked().map(since -> "  revoked " + since).orElse(""));
        }
    }

    @Command(name = "revoke", description = "Make a key worthless", mixinStandardHelpOptions = true)
    static final class Revoke extends OnKeys {
        @Parameters(paramLabel = "ID", description = "as 'apikey list' shows it")
        private String id = "";

        @Override
        int run(ApiKeys keys, PrintWriter out) {
            boolean revoked = keys.revoke(id);
            out.println(revoked ? id + " is revoked" : "there is no key " + id + " that is good");
            return revoked ? 0 : 1;
        }
    }
}
