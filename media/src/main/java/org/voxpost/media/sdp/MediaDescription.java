package org.voxpost.media.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One {@code m=} line and what belongs to it (RFC 8866, 5.14).
 *
 * @param type {@code audio}, {@code video}, {@code image} …
 * @param port 0..65535; 0: refused or not wanted
 * @param protocol for example {@code RTP/AVP}
 * @param formats payload types in the order of preference
 * @param address connection address of this stream; empty: the session's
 * @param attributes in their order
 */
public record MediaDescription(String type, int port, String protocol, List<String> formats, Optional<String> address,
        List<Attribute> attributes) {
    public MediaDescription {
        formats = List.copyOf(formats);
        attributes = List.copyOf(attributes);
    }

    /** The value of the first attribute of that name; a flag's is empty text. */
    public Optional<String> attribute(String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equalsIgnoreCase(name)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /** The values of all attributes of that name. */
    public List<String> attributes(String name) {
        return attributes.stream().filter(a -> a.name().equalsIgnoreCase(name)).map(Attribute::value).toList();
    }

    /** The value of the attribute of that name which starts with {@code payloadType}, without it. */
    public Optional<String> attributeOf(String name, String payloadType) {
        for (Attribute attribute : attributes) {
            String value = attribute.value();
            if (value.startsWith(payloadType) && value.startsWith(" ", payloadType.length())
                    && attribute.name().equalsIgnoreCase(name)) {
                return Optional.of(value.substring(payloadType.length()).strip());
            }
        }
        return Optional.empty();
    }
}
