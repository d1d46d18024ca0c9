package org.voxpost.lab.ews;

import java.util.List;

import org.voxpost.mailbox.wire.soap.XmlWriter;

/** item:Categories, kept under a tag of the range free for a message class (0x6800 to 0x7BFF, [MS-OXPROPS] 1.3.4). */
final class ItemCategories {
    private static final int CATEGORIES = 0x6850_101F;

    static final ItemField FIELD = ItemField.complex("item:Categories", ItemCategories::write)
            .set((item, value) -> ItemFields.with(item, CATEGORIES,
                    value.children().stream().map(Element::text).toList()));

    private ItemCategories() {
    }

    private static void write(ItemView view, XmlWriter out) throws java.io.IOException {
        if (view.item().properties().get(CATEGORIES) instanceof List<?> all && !all.isEmpty()) {
            out.start("t:Categories");
            for (Object one : all) {
                out.element("t:String", one.toString());
            }
            out.end();
        }
    }
}
