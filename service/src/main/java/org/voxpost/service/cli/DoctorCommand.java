package org.voxpost.service.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.ExchangeProfile;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.doctor.Doctor;
import org.voxpost.service.doctor.Finding;
import org.voxpost.service.doctor.Finding.Verdict;
import org.voxpost.service.exchange.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code voxpost doctor}: what works between us and Exchange, and what to change where it does not. */
@Command(name = "doctor", description = "Try every protocol of the Exchange profiles and say what to change", mixinStandardHelpOptions = true, exitCodeListHeading = "Exit status:%n", exitCodeList = {
        "0:everything that was tried works", "1:something does not", "78:the configuration is wrong"})
public final class DoctorCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Mixin
    private ConfigOption config = new ConfigOption();
    @Spec
    private CommandSpec spec = CommandSpec.create();
    @Option(names = "--mailbox", paramLabel = "ADDRESS", description = "whose mailbox to try (default: that of each profile's first subscriber)")
    private @Nullable SmtpAddress mailbox;
    @Option(names = "--profile", paramLabel = "NAME", description = "only this profile")
    private String profile = "";
    @Option(names = "--no-delivery", description = "deliver no test items")
    private boolean noDelivery;
    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        return config.load(err).map(found -> examine(found, err)).orElse(ConfigOption.WRONG_CONFIGURATION);
    }

    private int examine(VoxpostConfig found, PrintWriter err) {
        List<ExchangeProfile> profiles = found.exchange().stream().filter(this::isWanted).toList();
        if (profiles.isEmpty()) {
            err.println("voxpost: there is no Exchange profile '" + profile + "'");
            err.flush();
            return FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> all = new ArrayList<>();
        for (ExchangeProfile one : profiles) {
            Optional<SmtpAddress> owner = owner(found, one);
            try (Exchange exchange = Exchange.open(one, found.mwi(), owner, InstantSource.system())) {
                List<Finding> findings = new Doctor(exchange, owner, !noDelivery, InstantSource.system()).examine();
                all.addAll(findings);
                if (!json) {
                    print(one, owner, findings, out);
                }
            }
        }
        if (json) {
            printJson(all, out);
        } else {
            summary(all, out);
        }
        out.flush();
        return all.stream().anyMatch(f -> f.verdict() == Verdict.BAD) ? FAILED : 0;
    }

    private boolean isWanted(ExchangeProfile one) {
        return profile.isEmpty() || one.name().equals(profile);
    }

    private Optional<SmtpAddress> owner(VoxpostConfig found, ExchangeProfile one) {
        return Optional.ofNullable(mailbox).or(() -> found.subscribers().stream()
                .filter(s -> found.profile(s.profile()).filter(p -> p.name().equals(one.name())).isPresent())
                .map(SubscriberConfig::mailbox).findFirst());
    }

    private static void print(ExchangeProfile profile, Optional<SmtpAddress> owner, List<Finding> findings,
            PrintWriter out) {
        out.println("profile " + profile.name() + owner.map(o -> ", mailbox " + o).orElse(""));
        String subject = "";
        for (Finding finding : findings) {
            if (!finding.subject().equals(subject)) {
                subject = finding.subject();
                out.println("\n" + subject);
            }
            out.println("  %-5s  %-14s  %s".formatted(word(finding.verdict()), finding.check(), finding.text()));
            finding.trouble().ifPresent(trouble -> {
                out.println(" ".repeat(25) + "means: " + trouble.what());
                out.println(" ".repeat(25) + "change: " + trouble.change());
            });
        }
        out.println();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case GOOD -> "good";
            case DOUBTFUL -> "hm";
            case BAD -> "BAD";
            case LEFT_OUT -> "–";
        };
    }

    private static void summary(List<Finding> all, PrintWriter out) {
        long tried = all.size() - count(all, Verdict.LEFT_OUT);
        long bad = count(all, Verdict.BAD);
        long doubtful = count(all, Verdict.DOUBTFUL);
        out.println((bad == 0 && doubtful == 0
                ? "All " + tried + " checks are good"
                : bad == 0
                        ? tried - doubtful + " of " + tried + " checks are good"
                        : bad + " of " + tried + " checks failed")
                + (doubtful == 0 ? "." : "; look at the " + doubtful + " with \"hm\", too."));
    }

    private static long count(List<Finding> all, Verdict verdict) {
        return all.stream().filter(f -> f.verdict() == verdict).count();
    }

    private static void printJson(List<Finding> all, PrintWriter out) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Finding finding : all) {
            ObjectNode node = array.addObject().put("profile", finding.profile()).put("subject", finding.subject())
                    .put("check", finding.check())
                    .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("text", finding.text());
            finding.trouble().ifPresent(trouble -> node.put("trouble", trouble.name().toLowerCase(Locale.ROOT))
                    .put("means", trouble.what()).put("change", trouble.change()));
        }
        try {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(array));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
