package org.voxpost.service.config;

import java.io.StringReader;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML text to its node graph; no object is ever made of tags. */
final class YamlText {
    private static final int LONGEST_CHARACTERS = 64 * 1024 * 1024;

    private YamlText() {
    }

    /** The text is no YAML. */
    static final class NotYaml extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final int line;

        private NotYaml(String message, int line, Throwable cause) {
            super(message, cause);
            this.line = line;
        }

        /** From 1; 0 if unknown. */
        int line() {
            return line;
        }
    }

    /** @return null for an empty document */
    static @Nullable Node composeOrNull(String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(LONGEST_CHARACTERS);
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(20);
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new NotYaml("is no YAML: " + e.getProblem(), line, e);
        } catch (YAMLException e) {
            throw new NotYaml("is no YAML: " + e.getMessage(), 0, e);
        }
    }

    static Node compose(String text) {
        Node node = composeOrNull(text);
        return node == null ? emptyMapping() : node;
    }

    /** A mapping, a list, or values separated by commas. */
    static Node list(String text) {
        String trimmed = text.strip();
        return compose(trimmed.startsWith("[") || trimmed.startsWith("{") || trimmed.contains("\n")
                ? trimmed
                : "[" + trimmed + "]");
    }

    static Node emptyMapping() {
        return new MappingNode(Tag.MAP, new ArrayList<>(), DumperOptions.FlowStyle.FLOW);
    }

    static Node emptySequence() {
        return new SequenceNode(Tag.SEQ, new ArrayList<>(), DumperOptions.FlowStyle.FLOW);
    }
}
