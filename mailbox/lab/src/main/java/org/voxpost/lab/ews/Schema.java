package org.voxpost.lab.ews;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rules of {@code schema.txt}, read once. Immutable. */
final class Schema {
    private static final Schema EWS = read();

    private final Map<String, Rule> rules;

    private Schema(Map<String, Rule> rules) {
        this.rules = Map.copyOf(rules);
    }

    static Schema ews() {
        return EWS;
    }

    /** What an element may have. */
    record Rule(Map<String, AttributeRule> attributes, Optional<TextType> text, List<Particle> children) {
    }

    /** @param values empty for any */
    record AttributeRule(boolean required, Set<String> values) {
    }

    /** One place in a sequence: any of these names, so often. */
    record Particle(Set<String> names, boolean required, boolean repeated) {
    }

    /** @param values of an enumeration; else empty */
    record TextType(String name, Set<String> values) {
    }

    Optional<Rule> rule(String parent, String name) {
        return Optional.ofNullable(rules.get(parent + ">" + name)).or(() -> Optional.ofNullable(rules.get(name)));
    }

    private static Schema read() {
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream("schema.txt"))) {
            var rules = new HashMap<String, Rule>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> add(rules, line));
            return new Schema(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Map<String, Rule> rules, String line) {
        String padded = line + " ";
        int colon = padded.indexOf(" : ");
        String[] left = padded.substring(0, colon).split(" ");
        String right = padded.substring(colon + 2).strip();
        var attributes = new LinkedHashMap<String, AttributeRule>();
        for (int i = 1; i < left.length; i++) {
            addAttribute(attributes, left[i].substring(1));
        }
        boolean text = !right.isEmpty() && Character.isLowerCase(right.charAt(0)) && !right.startsWith("t:");
        rules.put(left[0], new Rule(attributes, text ? Optional.of(textType(right)) : Optional.empty(),
                text ? List.of() : particles(right)));
    }

    private static void addAttribute(Map<String, AttributeRule> to, String text) {
        String[] parts = text.split("=", 2);
        boolean optional = parts[0].endsWith("?");
        String name = optional ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
        to.put(name, new AttributeRule(!optional, parts.length == 1 ? Set.of() : Set.of(parts[1].split("\\|"))));
    }

    private static TextType textType(String text) {
        int open = text.indexOf('(');
        return open < 0
                ? new TextType(text, Set.of())
                : new TextType("enum", Set.of(text.substring(open + 1, text.length() - 1).split("\\|")));
    }

    private static List<Particle> particles(String text) {
        var particles = new ArrayList<Particle>();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
            char last = word.charAt(word.length() - 1);
            String names = "?*+".indexOf(last) >= 0 ? word.substring(0, word.length() - 1) : word;
            particles.add(new Particle(Set.of(names.replaceAll("[()]", "").split("\\|")), last != '?' && last != '*',
                    last == '*' || last == '+'));
        }
        return List.copyOf(particles);
    }
}
