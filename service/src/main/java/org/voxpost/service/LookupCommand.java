package org.voxpost.service;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.service.cli.ConfigOption;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.Explanation;
import org.voxpost.service.routing.LookupQuery;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.routing.LookupResult.Matched;
import org.voxpost.service.routing.PersonStates;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.spool.Database;
import org.voxpost.service.subscriber.ImportedSubscribers;
import org.voxpost.service.subscriber.SubscriberTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Tells whose number it is and what a switch would be told to do, from the configuration and the copy of the address book:
 * also while no service runs. What calendars say is not known here.
 */
@Command(name = "lookup", mixinStandardHelpOptions = true, description = "Tells whose number it is and where a call to it goes.")
final class LookupCommand implements Callable<Integer> {
    private static final int NOBODY = 1;

    @Parameters(paramLabel = "NUMBER", description = "in any spelling; with --called, who calls")
    private String number = "";

    @Option(names = "--called", paramLabel = "N", description = "the number that is called")
    private @Nullable String called;

    @Option(names = "--site", paramLabel = "S", description = "where it was dialled (default: the first site)")
    private String site = "";

    @Option(names = "--at", paramLabel = "TIME", description = "the time whose opening hours count, for example 2026-12-24T20:00:00Z")
    private @Nullable Instant at;

    @Option(names = "--explain", description = "every step of normalisation, matching and routing")
    private boolean explain;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts the real one in

    @Override
    public Integer call() {
        Optional<VoxpostConfig> loaded = config.load(spec.commandLine().getErr());
        return loaded.isEmpty() ? ConfigOption.WRONG_CONFIGURATION : answer(withImported(loaded.get()));
    }

    private static VoxpostConfig withImported(VoxpostConfig loaded) {
        try (Database database = Database.open(loaded.state().directory())) {
            return new ImportedSubscribers(database).addedTo(loaded);
        }
    }

    private int answer(VoxpostConfig loaded) {
        var clock = InstantSource.system();
        try (var people = new AddressBook(loaded.sites().stream().map(DialPlan::new).toList(), List.of(),
                StateLayout.addressBook(loaded.state().directory()), clock)) {
            people.load();
            Explanation answer = LookupWiring
                    .engine(loaded, SubscriberTable.of(loaded), people, PersonStates.NONE, clock)
                    .explain(new LookupQuery(number, Optional.ofNullable(called), site), Optional.ofNullable(at));
            PrintWriter out = spec.commandLine().getOut();
            print(answer, out);
            out.flush();
            return answer.result().matched() == Matched.NONE ? NOBODY : 0;
        }
    }

    private void print(Explanation answer, PrintWriter out) {
        LookupResult result = answer.result();
        if (explain) {
            answer.steps().forEach(step -> out.printf("%-10s %s%n",
                    step.stage().name().toLowerCase(java.util.Locale.ROOT), step.text()));
            out.println();
        }
        line(out, "matched", result.matched().name());
        result.person().ifPresent(person -> line(out, "person", person.displayName()
                + person.address().map(mail -> " <" + mail + ">").orElse("")));
        result.mailbox().ifPresent(mailbox -> line(out, "mailbox", mailbox.id()));
        result.e164().ifPresent(text -> line(out, "e164", text));
        result.extension().ifPresent(text -> line(out, "extension", text));
        result.caller()
                .ifPresent(caller -> line(out, "caller", (caller.number() + " " + caller.displayName()).strip()));
        line(out, "treatment", result.treatment().name());
        result.routes().forEach(leg -> line(out, "route", leg.uri() + "  " + leg.timeout().toSeconds() + " s"
                + (leg.proxy().isEmpty() ? "" : "  by " + leg.proxy())));
        line(out, "reason", result.reason());
        line(out, "as of", result.asOf().map(Instant::toString).orElse("the address book was never read"));
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-10s %s%n", name, value);
    }
}
