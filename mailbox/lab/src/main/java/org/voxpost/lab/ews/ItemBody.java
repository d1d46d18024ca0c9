package org.voxpost.lab.ews;

import java.io.IOException;

import org.voxpost.lab.store.BodyText;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** item:Body: PidTagHtml (UTF-8) or PidTagBody, turned into the other where it is asked for. */
final class ItemBody {
    private static final int UTF_8 = 65001;

    static final ItemField FIELD = ItemField.complex("item:Body", ItemBody::write).set(ItemBody::set);

    private ItemBody() {
    }

    private static void write(ItemView view, XmlWriter out) throws IOException {
        PropertyBag bag = view.item().properties();
        boolean html = switch (view.shape().bodyType()) {
            case "HTML" -> true;
            case "Text" -> false;
            default -> bag.has(Tags.HTML);
        };
        out.start("t:Body").attribute("BodyType", html ? "HTML" : "Text")
                .text(html ? BodyText.html(bag) : BodyText.text(bag)).end();
    }

    private static LabItem set(LabItem item, Element body) {
        PropertyBag bag = item.properties().without(Tags.HTML).without(Tags.BODY);
        return item.with(body.attributeText("BodyType").equals("HTML")
                ? bag.with(Tags.HTML, body.content()).with(Tags.INTERNET_CODEPAGE, UTF_8)
                : bag.with(Tags.BODY, body.text()));
    }
}
