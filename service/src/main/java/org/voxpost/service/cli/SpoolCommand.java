package org.voxpost.service.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.DeliveryState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voxpost spool}: messages that are not delivered yet, or will not be. Runs beside the service. */
@Command(name = "spool", description = "Look after messages on their way", mixinStandardHelpOptions = true, subcommands = {
        SpoolCommand.ListMessages.class, SpoolCommand.Show.class, SpoolCommand.Retry.class,
        SpoolCommand.Bury.class, SpoolCommand.Export.class, SpoolCommand.Adopt.class})
public final class SpoolCommand {

    /** What every one of these commands has. */
    private abstract static class OnSpool implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();
        @Spec
        private CommandSpec spec = CommandSpec.create();

        int with(SpoolSession.Work work) {
            return SpoolSession.run(spec, config, work);
        }
    }

    private static DeliveryId id(String text) {
        try {
            return new DeliveryId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no message id; voxpost spool list shows them", e);
        }
    }

    private static String line(Delivery d) {
        return "%s  %-9s  %s  %-30s %6s  %2d tries  %s".formatted(d.id(), d.progress().state(), d.accepted(),
                d.envelope().mailbox(), d.audio().map(a -> a.length().toSeconds() + " s").orElse("–"),
                d.progress().attempts(), d.progress().reason());
    }

    private static void lines(List<Delivery> found, PrintWriter out) {
        found.forEach(d -> out.println(line(d)));
        out.println(found.size() == 1 ? "1 message" : found.size() + " messages");
    }

    @Command(name = "list", description = "List what is not delivered, or what is in one state", mixinStandardHelpOptions = true)
    static final class ListMessages extends OnSpool {
        @Option(names = "--state", description = "one of: ${COMPLETION-CANDIDATES}")
        private @Nullable DeliveryState state;
        @Option(names = "--limit", description = "at most so many (default: ${DEFAULT-VALUE})")
        private int limit = 1000;

        @Override
        public Integer call() {
            return with((desk, out) -> {
                List<Delivery> found = desk.list(Optional.ofNullable(state), limit);
                lines(found, out);
                return 0;
            });
        }
    }

    @Command(name = "show", description = "Show all that is known of one message", mixinStandardHelpOptions = true)
    static final class Show extends OnSpool {
        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public Integer call() {
            return with((desk, out) -> {
                Delivery d = desk.show(id(id))
                        .orElseThrow(() -> new IllegalArgumentException("there is no message " + id));
                print(out, d);
                return 0;
            });
        }

        private static void print(PrintWriter out, Delivery d) {
            out.println("id         " + d.id());
            out.println("state      " + d.progress().state() + (d.progress().mustAsk()
                    ? ", will be looked for in the mailbox before it is created"
                    : ""));
            out.println("mailbox    " + d.envelope().mailbox() + " (" + d.envelope().profile() + ")");
            out.println("kind       " + d.envelope().kind());
            out.println("caller     " + d.envelope().caller().label());
            out.println("call       " + d.envelope().callId() + " through " + d.envelope().peer());
            out.println("spoken     " + d.envelope().started());
            out.println("accepted   " + d.accepted());
            out.println("audio      " + d.audio().map(a -> a.file() + ", " + length(a.length()) + ", "
                    + a.lengthBytes() + " bytes" + (a.cutOff() ? ", cut off" : "")).orElse("none"));
            out.println("tries      " + d.progress().attempts());
            out.println("reason     " + d.progress().reason());
            d.progress().item().ifPresent(item -> out.println("item       " + item.protocol() + " " + item.value()));
        }

        private static String length(Duration length) {
            return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
        }
    }

    @Command(name = "retry", description = "Try messages again now, also refused ones", mixinStandardHelpOptions = true)
    static final class Retry extends OnSpool {
        @Parameters(paramLabel = "ID", arity = "1..*")
        private List<String> ids = List.of();

        @Override
        public Integer call() {
            return with((desk, out) -> {
                ids.forEach(id -> out.println(line(desk.retry(id(id)))));
                return 0;
            });
        }
    }

    @Command(name = "bury", description = "Set a message aside: it is kept, but not tried any more", mixinStandardHelpOptions = true)
    static final class Bury extends OnSpool {
        @Parameters(paramLabel = "ID")
        private String id = "";
        @Option(names = "--reason", description = "why, for whoever looks at it next")
        private String reason = "set aside by an operator";

        @Override
        public Integer call() {
            return with((desk, out) -> {
                out.println(line(desk.bury(id(id), reason)));
                return 0;
            });
        }
    }

    @Command(name = "export", description = "Write a message as .eml and .wav", mixinStandardHelpOptions = true)
    static final class Export extends OnSpool {
        @Parameters(paramLabel = "ID", arity = "1..*")
        private List<String> ids = List.of();
        @Option(names = "--to", paramLabel = "DIR", description = "where (default: the current directory)")
        private Path directory = Path.of(".");

        @Override
        public Integer call() {
            return with((desk, out) -> {
                for (String id : ids) {
                    desk.export(id(id), directory).forEach(out::println);
                }
                return 0;
            });
        }
    }

    @Command(name = "adopt", description = "Take recordings of another state directory into this spool, for example of a machine that is gone", mixinStandardHelpOptions = true)
    static final class Adopt extends OnSpool {
        @Parameters(paramLabel = "DIR")
        private Path directory = Path.of(".");

        @Override
        public Integer call() {
            return with((desk, out) -> {
                lines(desk.adopt(directory), out);
                return 0;
            });
        }
    }
}
