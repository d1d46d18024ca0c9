package org.voxpost.lab.ews;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * PidTagRoamingDictionary ([MS-OXOCFG] 2.2.5.1) and EWS's Dictionary: entries {@code e} with key and value written as
 * {@code TYPE-TEXT}, 3 for booleans, 9 for 32-bit integers, 18 for strings.
 */
final class RoamingDictionary {
    private static final Map<String, String> NUMBERS = Map.of("Boolean", "3", "Byte", "6", "Integer32", "9",
            "UnsignedInteger32", "10", "Integer64", "11", "UnsignedInteger64", "12", "DateTime", "16", "String", "18");

    private RoamingDictionary() {
    }

    /** The property's bytes for a Dictionary element. */
    static byte[] read(Element dictionary) {
        try {
            var bytes = new ByteArrayOutputStream();
            XmlWriter out = new XmlWriter(bytes);
            out.start("UserConfiguration").attribute("xmlns", "dictionary.xsd");
            out.start("Info").attribute("version", "Lab.1").end().start("Data");
            for (Element entry : dictionary.children()) {
                out.start("e")
                        .attribute("k", stored(entry.required("DictionaryKey")))
                        .attribute("v", stored(entry.required("DictionaryValue")))
                        .end();
            }
            out.end().end().finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String stored(Element object) {
        String number = NUMBERS.get(object.textOf("Type"));
        if (number == null) {
            throw new EwsRefusal("ErrorInvalidValueForProperty", object.textOf("Type") + " is not supported.");
        }
        return number + "-" + switch (number) {
            case "3" -> object.textOf("Value").equals("true") ? "True" : "False";
            default -> object.textOf("Value");
        };
    }

    /** Writes {@code t:Dictionary} from the property's bytes; nothing if there are none. */
    static void write(XmlWriter out, byte[] stored) throws IOException {
        if (stored.length == 0) {
            return;
        }
        out.start("t:Dictionary");
        try (var in = new XmlReader(new ByteArrayInputStream(stored))) {
            in.root("UserConfiguration");
            if (in.child("Data")) {
                while (in.nextChild()) {
                    out.start("t:DictionaryEntry");
                    object(out, "t:DictionaryKey", in.required("k"));
                    object(out, "t:DictionaryValue", in.required("v"));
                    out.end();
                    in.skip();
                }
            }
        }
        out.end();
    }

    private static void object(XmlWriter out, String element, String stored) throws IOException {
        int dash = stored.indexOf('-');
        String number = stored.substring(0, Math.max(0, dash));
        String type = NUMBERS.entrySet()
                .stream()
                .filter(entry -> entry.getValue().equals(number))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("String");
        String text = stored.substring(dash + 1);
        out.start(element).element("t:Type", type);
        out.element("t:Value", type.equals("Boolean") ? text.toLowerCase(java.util.Locale.ROOT) : text).end();
    }
}
