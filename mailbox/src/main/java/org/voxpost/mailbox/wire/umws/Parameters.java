package org.voxpost.mailbox.wire.umws;

import java.util.Map;

import org.voxpost.mailbox.wire.soap.XmlException;

/** Children of an element by name. */
record Parameters(Map<String, String> texts) {

    /** Empty if absent. */
    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** xs:boolean. */
    boolean flag(String name) throws XmlException {
        return flag(name, text(name));
    }

    static boolean flag(String name, String text) throws XmlException {
        return switch (text.strip()) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new XmlException(name + " is '" + text + "', no boolean");
        };
    }
}
