package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.voxpost.mailbox.MailboxSettings.Type;
import org.voxpost.mailbox.MailboxSettings.Value;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** {@code t:Dictionary / DictionaryEntry (DictionaryKey, DictionaryValue)} ([MS-OXWSUSRCFG] 2.2.4); keys may have any type. */
final class UserConfigurationDictionary {
    private UserConfigurationDictionary() {
    }

    static void write(XmlWriter out, Map<Value, Value> entries) throws IOException {
        out.start("t:Dictionary");
        for (Map.Entry<Value, Value> entry : entries.entrySet()) {
            out.start("t:DictionaryEntry");
            write(out, "t:DictionaryKey", entry.getKey());
            write(out, "t:DictionaryValue", entry.getValue());
            out.end();
        }
        out.end();
    }

    private static void write(XmlWriter out, String element, Value value) throws IOException {
        out.start(element).element("t:Type", name(value.type()));
        for (String text : value.texts()) {
            out.element("t:Value", text);
        }
        out.end();
    }

    /** {@code UnsignedInteger32} for UNSIGNED_INTEGER32. */
    private static String name(Type type) {
        var name = new StringBuilder();
        for (String word : type.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    /**
     * Reads the Dictionary that the reader stands on.
     *
     * @throws XmlException if it has more than {@code most} entries, or a type that there is not
     */
    static void read(XmlReader in, Map<Value, Value> to, int most) throws IOException {
        while (in.nextChild()) {
            Value key = Value.of("");
            Value value = Value.of("");
            while (in.nextChild()) {
                switch (in.name()) {
                    case "DictionaryKey" -> key = value(in);
                    case "DictionaryValue" -> value = value(in);
                    default -> in.skip();
                }
            }
            to.put(key, value);
            if (to.size() > most) {
                throw new XmlException("a dictionary has more than " + most + " entries");
            }
        }
    }

    private static Value value(XmlReader in) throws IOException {
        Type type = Type.STRING;
        List<String> texts = new ArrayList<>();
        while (in.nextChild()) {
            switch (in.name()) {
                case "Type" -> type = type(in.text().strip());
                case "Value" -> texts.add(in.text());
                default -> in.skip();
            }
        }
        return new Value(type, texts);
    }

    private static Type type(String name) throws XmlException {
        for (Type type : Type.values()) {
            if (name(type).equals(name)) {
                return type;
            }
        }
        throw new XmlException("'" + name + "' is no type of a setting");
    }
}
