package org.voxpost.mailbox.mime;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a person reads of an HTML body, for stores that do not give it as plain text. Pure. */
public final class HtmlText {
    private static final Pattern INVISIBLE = Pattern
            .compile("(?is)<(script|style|title|head)\\b[^>]*>.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern LINE_ENDS = Pattern.compile("(?i)<(?:br|/p|/div|/tr|/li|/h[1-6])\\b[^>]*>");
    private static final Pattern TAG = Pattern.compile("(?s)<[^>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z]{2,8});");
    private static final Map<String, String> ENTITIES = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos",
            "'", "nbsp", " ");

    private HtmlText() {
    }

    public static String of(String html) {
        String visible = INVISIBLE.matcher(html).replaceAll(" ").replaceAll("\\s+", " ");
        String lines = LINE_ENDS.matcher(visible).replaceAll("\n");
        String text = ENTITY.matcher(TAG.matcher(lines).replaceAll("")).replaceAll(HtmlText::entity);
        return text.replaceAll("[ \\t]*\\n[ \\t]*", "\n").replaceAll("\\n{3,}", "\n\n").strip();
    }

    private static String entity(MatchResult match) {
        String name = match.group(1);
        if (!name.startsWith("#")) {
            return java.util.regex.Matcher.quoteReplacement(ENTITIES.getOrDefault(name, match.group()));
        }
        boolean hex = name.startsWith("#x");
        int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        return java.util.regex.Matcher
                .quoteReplacement(Character.isValidCodePoint(code) ? Character.toString(code) : "\uFFFD");
    }
}
