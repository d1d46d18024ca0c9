package org.voxpost.mailbox.webdav;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** XML bodies of requests. Pure. */
final class Requests {
    private static final List<String> LISTED = List.of(Dav.CLASS, Dav.SUBJECT, Dav.FROM_NAME, Dav.FROM_ADDRESS,
            Dav.RECEIVED, Dav.READ, Dav.IMPORTANCE, Dav.LENGTH, Dav.DURATION, Dav.CALLER_NUMBER, Dav.CALLER_NAME);

    private Requests() {
    }

    /** A property's value with its type; the type is empty for text. */
    record Value(String type, String text) {
    }

    /** PROPFIND (RFC 2518, 8.1). */
    static HttpBody propfind(List<String> properties) {
        return propfind(List.of(), properties);
    }

    /** BPROPFIND (Exchange SDK): as PROPFIND, of the {@code targets}, whose hrefs may be relative to the folder. */
    static HttpBody propfind(List<String> targets, List<String> properties) {
        return DavClient.xml(out -> {
            out.start("D:propfind").attribute("xmlns:D", Dav.DAV);
            targets(out, targets);
            out.start("D:prop");
            for (String property : properties) {
                int local = Dav.split(property);
                out.start("p:" + property.substring(local)).attribute("xmlns:p", property.substring(0, local)).end();
            }
            out.end().end();
        });
    }

    /** BDELETE and BMOVE (Exchange SDK): nothing but targets. @param method {@code delete} or {@code move} */
    static HttpBody targets(String method, List<String> targets) {
        return DavClient.xml(out -> {
            out.start("D:" + method).attribute("xmlns:D", Dav.DAV);
            targets(out, targets);
            out.end();
        });
    }

    private static void targets(XmlWriter out, List<String> targets) throws IOException {
        if (!targets.isEmpty()) {
            out.start("D:target");
            for (String target : targets) {
                out.element("D:href", target);
            }
            out.end();
        }
    }

    static HttpBody listed() {
        return propfind(LISTED);
    }

    /** PROPPATCH (RFC 2518, 8.2), with types as Exchange wants them. */
    static HttpBody proppatch(Map<String, Value> properties) {
        return proppatch(List.of(), properties);
    }

    /** BPROPPATCH (Exchange SDK): as PROPPATCH, of the {@code targets}. */
    static HttpBody proppatch(List<String> targets, Map<String, Value> properties) {
        return DavClient.xml(out -> {
            out.start("D:propertyupdate").attribute("xmlns:D", Dav.DAV).attribute("xmlns:t", Dav.TYPES);
            targets(out, targets);
            out.start("D:set").start("D:prop");
            for (var property : properties.entrySet()) {
                int local = Dav.split(property.getKey());
                out.start("p:" + property.getKey().substring(local)).attribute("xmlns:p",
                        property.getKey().substring(0, local));
                if (!property.getValue().type().isEmpty()) {
                    out.attribute("t:dt", property.getValue().type());
                }
                out.text(property.getValue().text()).end();
            }
            out.end().end().end();
        });
    }

    static Map<String, Value> read(boolean read) {
        return Map.of(Dav.READ, new Value("boolean", read ? "1" : "0"));
    }

    /** What a message is created with: the flags can be written only before there is content. */
    static Map<String, Value> created(OutgoingItem item) {
        Map<String, Value> values = patched(item);
        values.put(Dav.MESSAGE_FLAGS, new Value("int", "0"));
        return values;
    }

    /** What the content's conversion may have overwritten. */
    static Map<String, Value> patched(OutgoingItem item) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put(Dav.CLASS, new Value("", item.kind().messageClass()));
        values.put(Dav.READ, new Value("boolean", "0"));
        values.put(Dav.RECEIVED, new Value("dateTime.tz", time(item.spoken())));
        values.put(Dav.IMPORTANCE, new Value("int", String.valueOf(item.importance().ordinal())));
        item.durationSeconds().ifPresent(s -> values.put(Dav.DURATION, new Value("int", String.valueOf(s))));
        text(values, Dav.CALLER_NUMBER, item.caller().number());
        text(values, Dav.CALLER_NAME, item.caller().callerIdName());
        text(values, Dav.ATTACHMENT_ORDER, item.audio().map(a -> a.name().value()).orElse(""));
        text(values, Dav.CALL_ID, item.callId());
        return values;
    }

    private static void text(Map<String, Value> values, String property, String text) {
        if (!text.isEmpty()) {
            values.put(property, new Value("", text));
        }
    }

    private static String time(Instant when) {
        return when.truncatedTo(ChronoUnit.MILLIS).toString().replaceFirst("(:[0-9]{2})Z$", "$1.000Z");
    }

    /** SEARCH of a folder, newest first; the statement stays the same so that the server keeps its index. */
    static HttpBody search(String folder, boolean voiceOnly, boolean unreadOnly) {
        List<String> conditions = new ArrayList<>(List.of("\"DAV:isfolder\" = false", "\"DAV:ishidden\" = false"));
        if (voiceOnly) {
            conditions.add("\"" + Dav.CLASS + "\" LIKE 'IPM.Note%'");
        }
        if (unreadOnly) {
            conditions.add("\"" + Dav.READ + "\" = false");
        }
        return statement("SHALLOW", folder, conditions, " ORDER BY \"" + Dav.RECEIVED + "\" DESC");
    }

    /** SEARCH of a whole mailbox for a Message-ID. */
    static HttpBody searchMessageId(String root, String messageId) {
        return statement("DEEP", root, List.of("\"" + Dav.MESSAGE_ID + "\" = " + literal(messageId)), "");
    }

    private static HttpBody statement(String traversal, String scope, List<String> conditions, String order) {
        String columns = LISTED.stream().map(p -> '"' + p + '"').collect(Collectors.joining(", "));
        String sql = "SELECT \"DAV:href\", " + columns + " FROM SCOPE(" + literalScope(traversal, scope) + ") WHERE "
                + String.join(" AND ", conditions) + order;
        return DavClient.xml(out -> out.start("D:searchrequest").attribute("xmlns:D", Dav.DAV).element("D:sql", sql)
                .end());
    }

    private static String literalScope(String traversal, String scope) {
        return "'" + traversal + " TRAVERSAL OF \"" + scope.replace("'", "''").replace("\"", "%22") + "\"'";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static Importance importance(String number) {
        return switch (number.strip()) {
            case "0" -> Importance.LOW;
            case "2" -> Importance.HIGH;
            default -> Importance.NORMAL;
        };
    }
}
