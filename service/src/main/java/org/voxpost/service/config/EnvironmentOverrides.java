package org.voxpost.service.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Values of the environment: {@code VOXPOST_} and the key's path in upper case, {@code _} for {@code .} and {@code -},
 * list elements by index.
 */
final class EnvironmentOverrides {
    private static final String PREFIX = "VOXPOST_";
    private static final Set<String> OF_THE_LAUNCHER = Set.of("VOXPOST_CACHE", "VOXPOST_JAVA_HOME",
            "VOXPOST_JAVA_OPTS");

    private final TreeMap<String, String> values = new TreeMap<>();
    private final TreeSet<String> unused = new TreeSet<>();

    EnvironmentOverrides(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OF_THE_LAUNCHER.contains(name)) {
                values.put(name, value);
                unused.add(name);
            }
        });
    }

    Optional<String> take(String name) {
        unused.remove(name);
        return Optional.ofNullable(values.get(name));
    }

    boolean hasBelow(String name) {
        String next = values.ceilingKey(name + "_");
        return next != null && next.startsWith(name + "_");
    }

    boolean hasAtOrBelow(String name) {
        return values.containsKey(name) || hasBelow(name);
    }

    /** Variables that begin like ours and mean nothing to us: worth a warning, as others may use the prefix too. */
    TreeSet<String> unused() {
        return unused;
    }
}
