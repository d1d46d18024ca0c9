package org.voxpost.service.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.voxpost.service.config.ConfigReference;
import org.voxpost.service.config.VoxpostConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code voxpost config}. */
@Command(name = "config", description = "Look at the configuration", subcommands = {ConfigCommand.Check.class,
        ConfigCommand.Reference.class}, mixinStandardHelpOptions = true)
public final class ConfigCommand {

    /** {@code voxpost config check}: all mistakes at once, exit status 78. */
    @Command(name = "check", description = "Report all mistakes at once; exit status 78 if there is one", mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter err = spec.commandLine().getErr();
            return config.load(err).map(this::report).orElse(ConfigOption.WRONG_CONFIGURATION);
        }

        private int report(VoxpostConfig found) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%s: all well: %d peers, %d Exchange profiles, %d subscribers%n", config.file(),
                    found.sip().peers().size(), found.exchange().size(), found.subscribers().size());
            if (found.sip().peers().isEmpty()) {
                out.println("note: no peer is configured, every call will be refused");
            }
            if (found.subscribers().isEmpty()) {
                out.println("note: no subscriber is configured, nobody has a mailbox");
            }
            out.flush();
            return 0;
        }
    }

    /** {@code voxpost config reference}: every key with type, default and meaning. */
    @Command(name = "reference", description = "Print every key with type, default and meaning (Markdown)", mixinStandardHelpOptions = true)
    static final class Reference implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            spec.commandLine().getOut().print(ConfigReference.markdown());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
