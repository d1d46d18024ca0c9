package org.voxpost.service.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.Problems.Place;

/** Reads the configuration file and the environment. */
public final class ConfigLoader {
    private static final Logger log = LoggerFactory.getLogger(ConfigLoader.class);

    private ConfigLoader() {
    }

    /**
     * Reads and checks everything, also that the files named in it can be read.
     *
     * @param environment usually {@code System.getenv()}
     * @throws ConfigException with all mistakes
     */
    public static VoxpostConfig load(Path file, Map<String, String> environment) {
        String name = String.valueOf(file.getFileName());
        try {
            return parse(name, Files.readString(file), file.toAbsolutePath().getParent(), environment);
        } catch (MalformedInputException e) {
            throw new ConfigException(List.of(new ConfigProblem(name, 0, "", "is not written in UTF-8")));
        } catch (IOException e) {
            throw new ConfigException(List.of(new ConfigProblem(name, 0, "", "cannot be read: " + e)));
        }
    }

    static VoxpostConfig parse(String name, String text, @org.jspecify.annotations.Nullable Path directory,
            Map<String, String> environment) {
        var problems = new Problems(name);
        var overrides = new EnvironmentOverrides(environment);
        var scalars = new Scalars(directory == null ? Path.of("") : directory);
        try {
            var binder = new Binder(name, problems, overrides, new Placeholders(environment), scalars);
            VoxpostConfig config = binder.bind(VoxpostConfig.class, YamlText.composeOrNull(text));
            if (config != null) {
                new ConfigChecks(config, problems).run();
                if (problems.inOrder().isEmpty()) {
                    warn(overrides);
                    return config;
                }
            }
        } catch (YamlText.NotYaml e) {
            problems.add(new Place(name, e.line()), "", String.valueOf(e.getMessage()));
        }
        throw new ConfigException(problems.inOrder());
    }

    /**
     * What is wrong with the subscribers of a configuration, as if all of them stood in its file.
     *
     * @param origin where the last of them come from
     * @param lines their lines there, by their place in the list
     */
    public static List<ConfigProblem> checkSubscribers(VoxpostConfig config, String origin,
            Map<Integer, Integer> lines) {
        var problems = new Problems(origin);
        lines.forEach((place, line) -> problems.remember("subscribers[" + place + "]", new Place(origin, line)));
        new ConfigChecks(config, problems).run();
        return problems.inOrder().stream().filter(problem -> problem.key().startsWith("subscribers")).toList();
    }

    private static void warn(EnvironmentOverrides overrides) {
        if (!overrides.unused().isEmpty()) {
            log.info("environment variables that begin with VOXPOST_ and name no setting: {}", overrides.unused());
        }
    }
}
