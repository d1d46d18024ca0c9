package org.voxpost.lab.store;

import java.nio.charset.StandardCharsets;

/** An item's body, PidTagHtml (UTF-8) or PidTagBody, turned into the other where that is asked for. */
public final class BodyText {
    private BodyText() {
    }

    public static String html(PropertyBag bag) {
        return bag.has(Tags.HTML)
                ? new String(bag.bytes(Tags.HTML), StandardCharsets.UTF_8)
                : "<html><body><pre>" + bag.text(Tags.BODY).replace("&", "&amp;").replace("<", "&lt;")
                        + "</pre></body></html>";
    }

    public static String text(PropertyBag bag) {
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
}
