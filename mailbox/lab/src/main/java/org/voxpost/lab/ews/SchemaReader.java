package org.voxpost.lab.ews;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.voxpost.lab.ews.Schema.Particle;
import org.voxpost.lab.ews.Schema.Rule;
import org.voxpost.lab.ews.Schema.TextType;
import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** Reads elements into a tree and insists on the schema while it does. */
final class SchemaReader {
    private static final int DEPTH_OF_MESSAGES = 2; // the operation and its children; all below are types

    private final Schema schema;
    private final XmlReader in;

    SchemaReader(Schema schema, XmlReader in) {
        this.schema = schema;
        this.in = in;
    }

    /** Reads the operation that the reader stands on. */
    Element operation() throws IOException {
        return element("", 1);
    }

    /** Reads the header that the reader stands on. */
    Element header() throws IOException {
        return element("", DEPTH_OF_MESSAGES + 1);
    }

    private Element element(String parent, int depth) throws IOException {
        String name = in.name();
        Rule rule = schema.rule(parent, name)
                .orElseThrow(() -> violation("The element '" + name + "' is not known here."));
        requireNamespace(parent, name, depth);
        Map<String, String> attributes = in.attributes();
        checkAttributes(name, rule, attributes);
        if (rule.text().isPresent()) {
            return new Element(name, attributes, List.of(), content(name, rule.text().get()));
        }
        return new Element(name, attributes, children(name, rule, depth), new byte[0]);
    }

    private void requireNamespace(String parent, String name, int depth) throws SchemaViolation {
        boolean type = depth > DEPTH_OF_MESSAGES
                || schema.rule("", parent).stream().anyMatch(rule -> rule.children().stream()
                        .anyMatch(particle -> particle.names().contains("t:" + name)));
        if (!in.namespace().equals(type ? Soap.TYPES : Soap.MESSAGES)) {
            throw violation("The element '" + name + "' is in the wrong namespace '" + in.namespace() + "'.");
        }
    }

    private void checkAttributes(String name, Rule rule, Map<String, String> found) throws SchemaViolation {
        for (var attribute : rule.attributes().entrySet()) {
            String value = found.get(attribute.getKey());
            if (value == null && attribute.getValue().required()) {
                throw violation("The required attribute '" + attribute.getKey() + "' of '" + name + "' is missing.");
            }
            if (value != null && !attribute.getValue().values().isEmpty()
                    && !attribute.getValue().values().contains(value)) {
                throw violation("The '" + attribute.getKey() + "' attribute of '" + name + "' is invalid: '" + value
                        + "' is no value of its enumeration.");
            }
        }
        for (String unknown : found.keySet()) {
            if (!rule.attributes().containsKey(unknown)) {
                throw violation("The '" + unknown + "' attribute is not declared on '" + name + "'.");
            }
        }
    }

    private List<Element> children(String name, Rule rule, int depth) throws IOException {
        var children = new ArrayList<Element>();
        int place = 0;
        int times = 0;
        while (in.nextChild()) {
            String child = in.name();
            while (place < rule.children().size() && !takes(rule.children().get(place), child, times)) {
                requireComplete(name, rule.children().get(place), times, child);
                place++;
                times = 0;
            }
            if (place == rule.children().size()) {
                throw violation("The element '" + name + "' has invalid child element '" + child + "'.");
            }
            times++;
            children.add(element(name, depth + 1));
        }
        for (; place < rule.children().size(); place++, times = 0) {
            requireComplete(name, rule.children().get(place), times, "");
        }
        return List.copyOf(children);
    }

    private static boolean takes(Particle particle, String child, int times) {
        return (particle.names().contains(child) || particle.names().contains("t:" + child))
                && (times == 0 || particle.repeated());
    }

    private void requireComplete(String name, Particle particle, int times, String instead) throws SchemaViolation {
        if (particle.required() && times == 0) {
            throw violation(instead.isEmpty()
                    ? "The element '" + name + "' has incomplete content; expected: " + particle.names() + "."
                    : "The element '" + name + "' has invalid child element '" + instead + "'; expected: "
                            + particle.names() + ".");
        }
    }

    private byte[] content(String name, TextType type) throws IOException {
        if (type.name().equals("base64")) {
            var bytes = new ByteArrayOutputStream();
            in.base64(bytes);
            return bytes.toByteArray();
        }
        String text = in.text();
        if (!valid(type, text.strip())) {
            throw violation("The '" + name + "' element is invalid: '" + text + "' is no " + type.name() + ".");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean valid(TextType type, String text) {
        return switch (type.name()) {
            case "text" -> true;
            case "int" -> text.matches("[+-]?\\d{1,9}");
            case "bool" -> text.matches("true|false|1|0");
            case "time" -> isTime(text);
            case "enum" -> type.values().contains(text);
            default -> throw new IllegalStateException("text type " + type.name());
        };
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }

    private SchemaViolation violation(String what) {
        return new SchemaViolation("The request failed schema validation: " + what, in.line(), in.column());
    }
}
