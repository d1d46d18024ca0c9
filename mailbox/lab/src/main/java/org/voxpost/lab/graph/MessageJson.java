package org.voxpost.lab.graph;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.voxpost.lab.store.BodyText;
import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Items as the resource message, with the fields that {@code $select} and {@code $expand} name. */
record MessageJson(LabMailbox mailbox, Set<String> fields, List<ExtendedProperty> properties, boolean text) {
    private static final Pattern EXPAND = Pattern.compile("singleValueExtendedProperties\\(\\$filter=(.+)\\)");
    private static final Pattern ID = Pattern.compile("id eq '([^']+)'");
    private static final Map<String, BiConsumer<MessageJson.View, ObjectNode>> WRITERS = Map.ofEntries(
            Map.entry("id", (v, to) -> to.put("id", GraphIds.item(v.mailbox(), v.item().id()))),
            Map.entry("subject", (v, to) -> to.put("subject", v.bag().text(Tags.SUBJECT))),
            Map.entry("receivedDateTime", (v, to) -> to.put("receivedDateTime", v.bag()
                    .time(Tags.MESSAGE_DELIVERY_TIME).orElse(Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS)
                    .toString())),
            Map.entry("isRead", (v, to) -> to.put("isRead", v.item().read())),
            Map.entry("isDraft", (v, to) -> to.put("isDraft", v.item().draft())),
            Map.entry("importance", (v, to) -> to.put("importance", importance(v.item()))),
            Map.entry("from", (v, to) -> from(v.bag(), to)),
            Map.entry("internetMessageId",
                    (v, to) -> to.put("internetMessageId", v.bag().text(Tags.INTERNET_MESSAGE_ID))),
            Map.entry("parentFolderId",
                    (v, to) -> to.put("parentFolderId", GraphIds.folder(v.mailbox(), v.item().folderId()))),
            Map.entry("hasAttachments", (v, to) -> to.put("hasAttachments", !v.item().attachments().isEmpty())),
            Map.entry("body", (v, to) -> to.putObject("body").put("contentType", v.text() ? "text" : "html")
                    .put("content", v.text() ? BodyText.text(v.bag()) : BodyText.html(v.bag()))));

    private record View(LabMailbox mailbox, LabItem item, boolean text) {
        PropertyBag bag() {
            return item.properties();
        }
    }

    static MessageJson of(GraphCall call, LabMailbox mailbox) {
        Set<String> fields = call.option("$select").map(s -> Set.of(s.split(","))).orElse(WRITERS.keySet());
        for (String field : fields) {
            if (!WRITERS.containsKey(field)) {
                throw GraphRefusal.badRequest("Could not find a property named '" + field
                        + "' on type 'Microsoft.OutlookServices.Message'.");
            }
        }
        return new MessageJson(mailbox, fields, call.option("$expand").map(MessageJson::expanded).orElse(List.of()),
                call.preference("outlook.body-content-type").equals("text"));
    }

    private static List<ExtendedProperty> expanded(String expand) {
        Matcher outside = EXPAND.matcher(expand);
        if (!outside.matches()) {
            throw GraphRefusal.badRequest("$expand is not served as '" + expand + "'.");
        }
        return List.of(outside.group(1).split(" or ")).stream().map(one -> {
            Matcher id = ID.matcher(one.strip());
            if (!id.matches()) {
                throw GraphRefusal.badRequest("'" + one + "' does not choose an extended property.");
            }
            return ExtendedProperty.of(id.group(1));
        }).toList();
    }

    ObjectNode of(LabItem item) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("@odata.etag", "W/\"" + item.changeNumber() + "\"");
        var view = new View(mailbox, item, text);
        json.put("id", GraphIds.item(mailbox, item.id())); // comes always
        fields.forEach(field -> WRITERS.getOrDefault(field, (v, to) -> {
        }).accept(view, json));
        if (!properties.isEmpty()) {
            ArrayNode some = json.arrayNode();
            for (ExtendedProperty property : properties) {
                Optional<String> value = property.of(item.properties(), mailbox);
                value.ifPresent(v -> some.addObject().put("id", property.id()).put("value", v));
            }
            if (!some.isEmpty()) {
                json.set("singleValueExtendedProperties", some);
            }
        }
        return json;
    }

    private static void from(PropertyBag bag, ObjectNode to) {
        to.putObject("from").putObject("emailAddress").put("name", bag.text(Tags.SENT_REPRESENTING_NAME))
                .put("address", bag.text(Tags.SENT_REPRESENTING_SMTP_ADDRESS));
    }

    static String importance(LabItem item) {
        return switch (item.properties().number(Tags.IMPORTANCE, 1)) {
            case 0 -> "low";
            case 2 -> "high";
            default -> "normal";
        };
    }

    static ObjectNode attachment(LabMailbox mailbox, LabItem item, LabAttachment one) {
        return JsonNodeFactory.instance.objectNode().put("@odata.type", "#microsoft.graph.fileAttachment")
                .put("id", GraphIds.attachment(mailbox, item, one.number())).put("name", one.name())
                .put("contentType", one.properties().text(Tags.ATTACH_MIME_TAG))
                .put("size", one.content().lengthBytes() + 200);
    }
}
