package org.voxpost.lab.ews;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

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
        out.start("t:Body").attribute("BodyType", html ? "HTML" : "Text").text(html ? html(bag) : text(bag)).end();
    }

    static String html(PropertyBag bag) {
        return bag.has(Tags.HTML)
                ? new String(bag.bytes(Tags.HTML), StandardCharsets.UTF_8)
                : "<html><body><pre>" + bag.text(Tags.BODY).replace("&", "&amp;").replace("<", "&lt;")
                        + "</pre></body></html>";
    }

    static String text(PropertyBag bag) {
        return bag.has(Tags.BODY) ? bag.text(Tags.BODY) : plain(html(bag));
    }

    private static String plain(String html) {
        return html.replaceAll("(?is)<(style|script|title)\\b.*?</\\1>", "")
                .replaceAll("(?i)<(br|/p|/div|/tr)[^>]*>", "\n")
                .replaceAll("<[^>]*>", "")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }

    private static LabItem set(LabItem item, Element body) {
        PropertyBag bag = item.properties().without(Tags.HTML).without(Tags.BODY);
        return item.with(body.attributeText("BodyType").equals("HTML")
                ? bag.with(Tags.HTML, body.content()).with(Tags.INTERNET_CODEPAGE, UTF_8)
                : bag.with(Tags.BODY, body.text()));
    }
}
