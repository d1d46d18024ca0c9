package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyName;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * A MAPI property as ExtendedFieldURI names it; only the combinations of PathToExtendedFieldType are allowed.
 *
 * @param attributes as written in the request, echoed in answers
 */
record ExtendedPath(Map<String, String> attributes, ExtendedType type) {
    private static final Map<String, String> SETS = Map.of("Meeting", "6ed8da90-450b-101b-98da-00aa003f1305",
            "Appointment", "00062002-0000-0000-c000-000000000046", "Common", "00062008-0000-0000-c000-000000000046",
            "PublicStrings", "00020329-0000-0000-c000-000000000046", "Address", "00062004-0000-0000-c000-000000000046",
            "InternetHeaders", "00020386-0000-0000-c000-000000000046", "CalendarAssistant",
            "11000e07-b51b-40d6-af21-caa85edab1d0", "UnifiedMessaging", "4442858e-a9e3-4e80-b900-317a210cc15b", "Task",
            "00062003-0000-0000-c000-000000000046", "Sharing", "00062040-0000-0000-c000-000000000046");

    /** @throws EwsRefusal ErrorInvalidExtendedProperty and the like */
    static ExtendedPath of(Element uri) {
        var path = new ExtendedPath(uri.attributes(), ExtendedType.of(uri.attributeText("PropertyType")));
        path.check();
        return path;
    }

    private void check() {
        boolean tag = attributes.containsKey("PropertyTag");
        boolean set = attributes.containsKey("PropertySetId") ^ attributes.containsKey("DistinguishedPropertySetId");
        boolean within = attributes.containsKey("PropertyName") ^ attributes.containsKey("PropertyId");
        boolean anySet = attributes.containsKey("PropertySetId")
                || attributes.containsKey("DistinguishedPropertySetId");
        boolean anyWithin = attributes.containsKey("PropertyName") || attributes.containsKey("PropertyId");
        if (tag ? anySet || anyWithin : !(set && within)) {
            throw invalid("ErrorInvalidExtendedProperty", "Extended property attributes do not go together.");
        }
        if (tag && tagId() >= 0x8000) {
            throw invalid("ErrorNoPropertyTagForCustomProperties",
                    "Property tags from 0x8000 on are named properties.");
        }
    }

    private static EwsRefusal invalid(String code, String text) {
        return new EwsRefusal(code, text);
    }

    private int tagId() {
        try {
            int id = Integer.decode(attributes.getOrDefault("PropertyTag", ""));
            if (id > 0 && id <= 0xffff) {
                return id;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid("ErrorInvalidExtendedProperty", "PropertyTag is no number.");
        }
        throw invalid("ErrorInvalidExtendedProperty", "PropertyTag is no property id.");
    }

    private PropertyName name() {
        try {
            String distinguished = attributes.get("DistinguishedPropertySetId");
            UUID set = UUID.fromString(distinguished == null
                    ? attributes.getOrDefault("PropertySetId", "")
                    : SETS.getOrDefault(distinguished, ""));
            String name = attributes.get("PropertyName");
            return name == null
                    ? PropertyName.of(set, Integer.decode(attributes.getOrDefault("PropertyId", "")))
                    : PropertyName.of(set, name);
        } catch (IllegalArgumentException e) {
            throw invalid("ErrorInvalidExtendedProperty", "PropertySetId or PropertyId is malformed.");
        }
    }

    /** The property's tag in this mailbox; empty if it was never given one. */
    OptionalInt tag(LabMailbox mailbox) {
        if (attributes.containsKey("PropertyTag")) {
            return OptionalInt.of(tagId() << 16 | type.code());
        }
        OptionalInt id = mailbox.findPropertyId(name());
        return id.isPresent() ? OptionalInt.of(id.getAsInt() << 16 | type.code()) : id;
    }

    /** As {@link #tag}, giving the name an id if it has none. */
    int tagToWrite(LabMailbox mailbox) {
        return attributes.containsKey("PropertyTag")
                ? tagId() << 16 | type.code()
                : mailbox.propertyId(name()) << 16 | type.code();
    }

    /** Writes the whole ExtendedProperty. */
    void write(XmlWriter out, Object value) throws IOException {
        out.start("t:ExtendedProperty").start("t:ExtendedFieldURI");
        for (var attribute : attributes.entrySet()) {
            out.attribute(attribute.getKey(), attribute.getValue());
        }
        out.end();
        if (value instanceof Iterable<?> many) {
            out.start("t:Values");
            for (Object one : many) {
                out.element("t:Value", ExtendedType.format(one));
            }
            out.end();
        } else {
            out.element("t:Value", ExtendedType.format(value));
        }
        out.end();
    }
}
