package org.voxpost.mailbox.mapi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * The dictionary stream of a configuration message ([MS-OXOCFG] 2.2.5.1): entries whose keys and values are written as
 * {@code TYPE-TEXT}, 9 for a 32-bit integer, 18 for a string. Pure.
 *
 * @param entries key to value, both as they stand there, in order
 */
record UserOptions(Map<String, String> entries) {
    private static final String FLAGS = "18-outlookFlags";
    private static final String INTEGER = "9-";
    private static final int FORM_AND_OPTIONS = 3; // show the voicemail form, show the voicemail options
    private static final int MOST_ENTRIES = 1000;

    UserOptions {
        entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** What cannot be read counts as empty. */
    static UserOptions read(byte[] dictionary) {
        var entries = new LinkedHashMap<String, String>();
        try (var in = new XmlReader(new ByteArrayInputStream(dictionary))) {
            in.root("UserConfiguration");
            if (in.child("Data")) {
                while (in.nextChild() && entries.size() < MOST_ENTRIES) {
                    entries.put(in.required("k"), in.required("v"));
                    in.skip();
                }
            }
        } catch (IOException unreadable) {
            return new UserOptions(Map.of());
        }
        return new UserOptions(entries);
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try {
            XmlWriter out = new XmlWriter(bytes);
            out.start("UserConfiguration").attribute("xmlns", "dictionary.xsd");
            out.start("Info").attribute("version", "Outlook.12").end().start("Data");
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.start("e").attribute("k", entry.getKey()).attribute("v", entry.getValue()).end();
            }
            out.end().end().finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    boolean showsForm() {
        return (flags() & FORM_AND_OPTIONS) == FORM_AND_OPTIONS;
    }

    UserOptions showingForm() {
        var more = new LinkedHashMap<>(entries);
        more.put(FLAGS, INTEGER + (flags() | FORM_AND_OPTIONS));
        return new UserOptions(more);
    }

    private int flags() {
        String value = entries.getOrDefault(FLAGS, "");
        return value.matches("9-[0-9]{1,9}") ? Integer.parseInt(value.substring(INTEGER.length())) : 0;
    }
}
