package org.voxpost.lab.ews;

import java.io.IOException;

import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** item:InternetMessageHeaders: the lines of PidTagTransportMessageHeaders, read-only. */
final class ItemHeaders {
    static final ItemField FIELD = ItemField.complex("item:InternetMessageHeaders", ItemHeaders::write);

    private ItemHeaders() {
    }

    private static void write(ItemView view, XmlWriter out) throws IOException {
        String[] lines = view.item().properties().text(Tags.TRANSPORT_MESSAGE_HEADERS).split("\r?\n(?![ \t])");
        boolean any = false;
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                continue;
            }
            if (!any) {
                out.start("t:InternetMessageHeaders");
                any = true;
            }
            out.start("t:InternetMessageHeader").attribute("HeaderName", line.substring(0, colon));
            out.text(line.substring(colon + 1).strip()).end();
        }
        if (any) {
            out.end();
        }
    }
}
