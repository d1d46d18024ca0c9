package org.voxpost.lab.ews;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One element of a request that the schema allows.
 *
 * @param content of a text: decoded from base64 if that is its type, else UTF-8
 */
record Element(String name, Map<String, String> attributes, List<Element> children, byte[] content) {

    Optional<Element> child(String wanted) {
        return children.stream().filter(one -> one.name.equals(wanted)).findFirst();
    }

    /** Without any such element in it, at any depth. */
    Element without(String unwanted) {
        return new Element(name, attributes, children.stream().filter(one -> !one.name.equals(unwanted))
                .map(one -> one.without(unwanted)).toList(), content);
    }

    /** One that the schema requires. */
    Element required(String wanted) {
        return child(wanted).orElseThrow(() -> new IllegalStateException(name + " without " + wanted));
    }

    List<Element> all(String wanted) {
        return children.stream().filter(one -> one.name.equals(wanted)).toList();
    }

    Optional<String> attribute(String wanted) {
        return Optional.ofNullable(attributes.get(wanted));
    }

    /** Empty if absent. */
    String attributeText(String wanted) {
        return attribute(wanted).orElse("");
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Text of a child; empty if there is none. */
    String textOf(String wanted) {
        return child(wanted).map(Element::text).orElse("");
    }

    boolean flag() {
        String text = text().strip();
        return text.equals("true") || text.equals("1");
    }

    int number() {
        return Integer.parseInt(text().strip());
    }
}
