package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.Optional;

import org.voxpost.lab.store.LabItem;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * One property of an item as EWS knows it.
 *
 * @param uri its FieldURI
 * @param element its element's name
 * @param text its value; empty: the item has none, or it is no single text
 * @param writing how it is written; does nothing if the item has none
 * @param setting how it is set; empty if it is read-only
 * @param detail true if FindItem never returns it
 * @param basic true if it is in the base shape Default
 */
record ItemField(String uri, String element, Text text, Writing writing, Optional<Setting> setting, boolean detail,
        boolean basic) {

    /** The value as text. */
    @FunctionalInterface
    interface Text {
        Optional<String> of(LabItem item);
    }

    /** Writes the element, if there is anything to write. */
    @FunctionalInterface
    interface Writing {
        void write(ItemView view, XmlWriter out) throws IOException;
    }

    /** The item with the property set as the element says. */
    @FunctionalInterface
    interface Setting {
        LabItem set(LabItem item, Element value);
    }

    static ItemField simple(String uri, Text text) {
        String element = uri.substring(uri.indexOf(':') + 1);
        return new ItemField(uri, element, text, (view, out) -> {
            Optional<String> value = text.of(view.item());
            if (value.isPresent()) {
                out.element("t:" + element, value.get());
            }
        }, Optional.empty(), false, false);
    }

    static ItemField complex(String uri, Writing writing) {
        String element = uri.substring(uri.indexOf(':') + 1);
        return new ItemField(uri, element, item -> Optional.empty(), writing, Optional.empty(), true, false);
    }

    ItemField set(Setting how) {
        return new ItemField(uri, element, text, writing, Optional.of(how), detail, basic);
    }

    ItemField withText(Text other) {
        return new ItemField(uri, element, other, writing, setting, detail, basic);
    }

    ItemField listed() {
        return new ItemField(uri, element, text, writing, setting, false, basic);
    }

    ItemField inDefault() {
        return new ItemField(uri, element, text, writing, setting, detail, true);
    }
}
