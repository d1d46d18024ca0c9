package org.voxpost.service.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.config.ConfigProblem;
import org.voxpost.service.config.SubscriberConfig;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.subscriber.ImportedSubscribers;

/**
 * What an import would change: worked out before anything is. Pure.
 *
 * @param result who is imported afterwards
 * @param changes a line each: {@code +} new, {@code ~} changed, {@code -} gone
 * @param unchanged how many are as they were
 * @param problems if there is one, nothing is imported
 */
public record ImportPlan(List<SubscriberConfig> result, List<String> changes, int unchanged,
        List<ConfigProblem> problems) {
    public ImportPlan {
        result = List.copyOf(result);
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /**
     * @param config without what is imported
     * @param before who is imported now
     * @param wanted from a file named {@code origin}
     * @param removeMissing take those away who are imported and not in the file
     */
    public static ImportPlan of(VoxpostConfig config, List<SubscriberConfig> before, SubscriberFile.Contents wanted,
            String origin, boolean removeMissing) {
        Map<String, SubscriberConfig> own = byId(config.subscribers());
        Map<String, SubscriberConfig> known = byId(before);
        Map<String, SubscriberConfig> after = new TreeMap<>(removeMissing ? Map.of() : known);
        var problems = new ArrayList<>(wanted.problems());
        var lines = new HashMap<String, Integer>();
        int unchanged = 0;
        for (SubscriberFile.Row row : wanted.rows()) {
            String id = ImportedSubscribers.id(row.subscriber());
            Integer twice = lines.putIfAbsent(id, row.line());
            if (twice != null) {
                problems.add(new ConfigProblem(origin, row.line(), "", id + " is in line " + twice + " already"));
            } else if (!own.containsKey(id)) {
                after.put(id, row.subscriber());
                unchanged += row.subscriber().equals(known.get(id)) ? 1 : 0;
            } else if (same(own.get(id), row.subscriber())) {
                unchanged++;
            } else {
                problems.add(new ConfigProblem(origin, row.line(), "",
                        id + " is in the configuration file, and there it has to be changed"));
            }
        }
        List<SubscriberConfig> result = List.copyOf(after.values());
        problems.addAll(checked(config, result, lines, origin));
        return new ImportPlan(result, changes(known, after), unchanged, problems);
    }

    /** Everything but the greeting, which is a file and does not travel. */
    private static boolean same(SubscriberConfig own, SubscriberConfig row) {
        return new SubscriberConfig(own.mailbox(), own.numbers(), row.id(), own.name(), own.site(), own.profile(),
                row.greeting(), own.missedCalls(), own.language(), own.operator(), own.mayDial()).equals(row);
    }

    private static List<ConfigProblem> checked(VoxpostConfig config, List<SubscriberConfig> result,
            Map<String, Integer> lines, String origin) {
        var whole = new ArrayList<>(config.subscribers());
        var places = new HashMap<Integer, Integer>();
        for (SubscriberConfig subscriber : result) {
            Integer line = lines.get(ImportedSubscribers.id(subscriber));
            places.put(whole.size(), line == null ? 0 : line);
            whole.add(subscriber);
        }
        return ConfigLoader.checkSubscribers(config.withSubscribers(whole), origin, places);
    }

    private static List<String> changes(Map<String, SubscriberConfig> before, Map<String, SubscriberConfig> after) {
        var changes = new ArrayList<String>();
        after.forEach((id, now) -> {
            SubscriberConfig old = before.get(id);
            if (old == null) {
                changes.add("+ " + text(now));
            } else if (!old.equals(now)) {
                changes.add("~ " + text(old) + "\n  " + text(now));
            }
        });
        before.forEach((id, old) -> {
            if (!after.containsKey(id)) {
                changes.add("- " + text(old));
            }
        });
        return changes;
    }

    private static String text(SubscriberConfig s) {
        return (ImportedSubscribers.id(s) + " " + String.join(";", s.numbers()) + " " + s.name() + " <" + s.mailbox()
                + ">"
                + (s.site().isEmpty() ? "" : " at " + s.site()) + (s.missedCalls() ? "" : " without missed calls")
                + " " + s.language().toLanguageTag()).replaceAll(" +", " ");
    }

    private static Map<String, SubscriberConfig> byId(List<SubscriberConfig> subscribers) {
        return subscribers.stream()
                .collect(Collectors.toMap(ImportedSubscribers::id, Function.identity(), (a, b) -> a));
    }

    /** How many lines of the changes begin with a mark. */
    public long count(char mark) {
        return changes.stream().filter(change -> change.charAt(0) == mark).count();
    }
}
