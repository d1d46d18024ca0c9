package org.voxpost.service.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is wrong; all mistakes are in here. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<ConfigProblem> problems;

    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In order of lines. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
