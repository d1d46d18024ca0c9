package org.voxpost.lab.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.SmtpAddress;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes an item of what {@code POST …/messages} says; a field that cannot be set there is refused. */
record NewItem(LabMailbox mailbox, long folder) {
    private static final int UTF_8 = 65001;
    private static final Set<String> KNOWN = Set.of("subject", "importance", "isRead", "internetMessageId", "body",
            "from", "sender", "toRecipients", "singleValueExtendedProperties", "attachments");

    LabItem of(JsonNode json) {
        if (!json.isObject()) {
            throw GraphRefusal.badRequest("The request has no JSON object.");
        }
        only(json, KNOWN, "message");
        PropertyBag bag = PropertyBag.empty().with(Tags.SUBJECT, text(json, "subject"))
                .with(Tags.INTERNET_MESSAGE_ID, text(json, "internetMessageId"))
                .with(Tags.IMPORTANCE, importance(text(json, "importance")));
        bag = body(bag, json.path("body"));
        bag = person(bag, json.path("from"), Tags.SENT_REPRESENTING_NAME, Tags.SENT_REPRESENTING_ADDRESS_TYPE,
                Tags.SENT_REPRESENTING_EMAIL_ADDRESS, Tags.SENT_REPRESENTING_SMTP_ADDRESS);
        bag = person(bag, json.path("sender"), Tags.SENDER_NAME, Tags.SENDER_ADDRESS_TYPE,
                Tags.SENDER_EMAIL_ADDRESS, Tags.SENDER_SMTP_ADDRESS);
        for (JsonNode one : json.path("singleValueExtendedProperties")) {
            only(one, Set.of("id", "value"), "singleValueLegacyExtendedProperty");
            bag = ExtendedProperty.of(text(one, "id")).set(bag, mailbox, text(one, "value"));
        }
        if (bag.has(Tags.MESSAGE_FLAGS)) {
            int flags = bag.number(Tags.MESSAGE_FLAGS, 0) & ~Tags.MF_READ;
            bag = bag.with(Tags.MESSAGE_FLAGS, json.path("isRead").asBoolean() ? flags | Tags.MF_READ : flags);
        }
        return LabItem.unsaved(folder, false, bag, recipients(json.path("toRecipients")),
                attachments(json.path("attachments")));
    }

    private static void only(JsonNode json, Set<String> known, String type) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new GraphRefusal(400, "RequestBodyRead", "The property '" + name
                        + "' does not exist on type 'microsoft.graph." + type + "'.");
            }
        });
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw new GraphRefusal(400, "RequestBodyRead", "'" + field + "' has to be a string.");
        }
        return value.asText("");
    }

    private static int importance(String text) {
        return switch (text) {
            case "low" -> 0;
            case "", "normal" -> 1;
            case "high" -> 2;
            default -> throw new GraphRefusal(400, "RequestBodyRead", "'" + text + "' is no importance.");
        };
    }

    private static PropertyBag body(PropertyBag bag, JsonNode body) {
        only(body, Set.of("contentType", "content"), "itemBody");
        String content = text(body, "content");
        return switch (text(body, "contentType")) {
            case "html" -> bag.with(Tags.HTML, content.getBytes(StandardCharsets.UTF_8))
                    .with(Tags.INTERNET_CODEPAGE, UTF_8);
            case "", "text" -> bag.with(Tags.BODY, content);
            default -> throw new GraphRefusal(400, "RequestBodyRead", "The body has an unknown contentType.");
        };
    }

    private static PropertyBag person(PropertyBag bag, JsonNode recipient, int name, int type, int address,
            int smtp) {
        if (recipient.isMissingNode()) {
            return bag;
        }
        String email = address(recipient);
        String shown = text(recipient.path("emailAddress"), "name");
        return bag.with(name, shown.isEmpty() ? email : shown).with(type, "SMTP").with(address, email)
                .with(smtp, email);
    }

    private static String address(JsonNode recipient) {
        only(recipient, Set.of("emailAddress"), "recipient");
        only(recipient.path("emailAddress"), Set.of("name", "address"), "emailAddress");
        try {
            return new SmtpAddress(text(recipient.path("emailAddress"), "address")).value();
        } catch (IllegalArgumentException e) {
            throw new GraphRefusal(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
        }
    }

    private static List<PropertyBag> recipients(JsonNode to) {
        List<PropertyBag> recipients = new ArrayList<>();
        to.forEach(one -> recipients.add(PropertyBag.empty().with(Tags.RECIPIENT_TYPE, 1)
                .with(Tags.DISPLAY_NAME, address(one)).with(Tags.ADDRESS_TYPE, "SMTP")
                .with(Tags.EMAIL_ADDRESS, address(one)).with(Tags.SMTP_ADDRESS, address(one))));
        return recipients;
    }

    private static List<LabAttachment> attachments(JsonNode files) {
        List<LabAttachment> attachments = new ArrayList<>();
        for (JsonNode file : files) {
            only(file, Set.of("@odata.type", "name", "contentType", "contentBytes", "isInline"), "fileAttachment");
            if (!text(file, "@odata.type").equals("#microsoft.graph.fileAttachment")) {
                throw new GraphRefusal(400, "RequestBodyRead", "An attachment has to name its @odata.type.");
            }
            try {
                attachments.add(LabAttachment.file(attachments.size(), text(file, "name"),
                        text(file, "contentType"), "", file.path("isInline").asBoolean(),
                        file.path("contentBytes").binaryValue()));
            } catch (IOException e) {
                throw new GraphRefusal(400, "RequestBodyRead", "contentBytes is no base64.");
            }
        }
        return attachments;
    }
}
