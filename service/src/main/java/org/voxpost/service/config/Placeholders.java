package org.voxpost.service.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ${NAME}} in values stands for the environment variable of that name. */
final class Placeholders {
    private static final Pattern FORM = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private final Map<String, String> environment;

    Placeholders(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws IllegalArgumentException naming the variable that is not set */
    String fill(String text) {
        return FORM.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    /** @throws IllegalArgumentException if the text is anything but one reference to a variable that is set */
    String secret(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("a secret must not stand in this file, which is copied, backed up and "
                    + "shown to others; put it into a file or write ${NAME} for an environment variable");
        }
        return value(form.group(1));
    }

    private String value(String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the environment variable " + name + " is not set");
        }
        return value;
    }
}
