package org.voxpost.lab.ews;

import static org.voxpost.lab.ews.ItemField.complex;
import static org.voxpost.lab.ews.ItemField.simple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;

/** The properties of ItemType and MessageType in the schema's order. */
final class ItemFields {
    /** Known, and written by other means than a field. */
    static final Set<String> ELSEWHERE = Set.of("item:MimeContent", "item:ItemId", "item:ParentFolderId",
            "item:ResponseObjects", "item:EffectiveRights", "item:ConversationId", "item:WebClientReadFormQueryString",
            "item:StoreEntryId", "item:Preview", "item:InstanceKey", "item:UniqueBody", "item:ReminderDueBy");

    private static final List<String> SENSITIVITIES = List.of("Normal", "Personal", "Private", "Confidential");
    private static final List<String> IMPORTANCES = List.of("Low", "Normal", "High");

    static final List<ItemField> BEFORE_EXTENDED = List.of(
            text("item:ItemClass", Tags.MESSAGE_CLASS),
            text("item:Subject", Tags.SUBJECT).inDefault(),
            choice("item:Sensitivity", Tags.SENSITIVITY, SENSITIVITIES, 0).inDefault(),
            ItemBody.FIELD.inDefault(),
            ItemAttachments.FIELD.inDefault(),
            time("item:DateTimeReceived", Tags.MESSAGE_DELIVERY_TIME),
            simple("item:Size",
                    item -> Optional.of(item.properties().number(Tags.MESSAGE_SIZE, 0)).map(Object::toString))
                    .inDefault(),
            ItemCategories.FIELD.listed(),
            choice("item:Importance", Tags.IMPORTANCE, IMPORTANCES, 1),
            text("item:InReplyTo", Tags.IN_REPLY_TO),
            flagBit("item:IsSubmitted", 0x4),
            flagBit("item:IsDraft", Tags.MF_UNSENT),
            flagBit("item:IsFromMe", 0x20),
            flagBit("item:IsResend", 0x80),
            flagBit("item:IsUnmodified", Tags.MF_UNMODIFIED),
            ItemHeaders.FIELD,
            time("item:DateTimeSent", Tags.CLIENT_SUBMIT_TIME).inDefault(),
            time("item:DateTimeCreated", Tags.CREATION_TIME).inDefault(),
            simple("item:ReminderIsSet", item -> Optional.of("false")),
            simple("item:DisplayCc", item -> shown(item, 2)),
            simple("item:DisplayTo", item -> shown(item, 1)),
            simple("item:HasAttachments",
                    item -> Optional.of(item.properties().flag(Tags.HAS_ATTACHMENTS)).map(Object::toString))
                    .inDefault());

    static final List<ItemField> AFTER_EXTENDED = List.of(
            simple("item:Culture", item -> Optional.of("en-US")).set((item, value) -> item),
            time("item:LastModifiedTime", Tags.LAST_MODIFICATION_TIME),
            simple("item:IsAssociated", item -> Optional.of(item.associated()).map(Object::toString)),
            complex("item:Flag", (view, out) -> out.start("t:Flag").element("t:FlagStatus", "NotFlagged").end())
                    .listed());

    static final List<ItemField> OF_MESSAGES = List.of(
            ItemPeople.single("message:Sender", Tags.SENDER_NAME, Tags.SENDER_ADDRESS_TYPE, Tags.SENDER_EMAIL_ADDRESS,
                    Tags.SENDER_SMTP_ADDRESS).listed().inDefault(),
            ItemPeople.recipients("message:ToRecipients", 1).inDefault(),
            ItemPeople.recipients("message:CcRecipients", 2).inDefault(),
            ItemPeople.recipients("message:BccRecipients", 3).inDefault(),
            flag("message:IsReadReceiptRequested", 0x0029_000B).inDefault(),
            flag("message:IsDeliveryReceiptRequested", 0x0023_000B),
            simple("message:ConversationIndex", item -> base64(item.properties(), Tags.CONVERSATION_INDEX))
                    .set((item, value) -> with(item, Tags.CONVERSATION_INDEX, value.content())),
            text("message:ConversationTopic", Tags.CONVERSATION_TOPIC),
            ItemPeople.single("message:From", Tags.SENT_REPRESENTING_NAME, Tags.SENT_REPRESENTING_ADDRESS_TYPE,
                    Tags.SENT_REPRESENTING_EMAIL_ADDRESS, Tags.SENT_REPRESENTING_SMTP_ADDRESS).listed().inDefault(),
            text("message:InternetMessageId", Tags.INTERNET_MESSAGE_ID),
            simple("message:IsRead", item -> Optional.of(item.read()).map(Object::toString))
                    .set(ItemFields::setRead)
                    .inDefault(),
            flag("message:IsResponseRequested", 0x0063_000B).inDefault(),
            text("message:References", Tags.REFERENCES));

    static final List<ItemField> ALL = Stream.of(BEFORE_EXTENDED, AFTER_EXTENDED, OF_MESSAGES)
            .flatMap(List::stream)
            .toList();
    private static final Map<String, ItemField> BY_URI = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(ItemField::uri, Function.identity()));
    private static final Map<String, ItemField> BY_ELEMENT = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(ItemField::element, Function.identity()));

    private ItemFields() {
    }

    static Optional<ItemField> byUri(String uri) {
        return Optional.ofNullable(BY_URI.get(uri));
    }

    static Optional<ItemField> byElement(String element) {
        return Optional.ofNullable(BY_ELEMENT.get(element));
    }

    static LabItem with(LabItem item, int tag, Object value) {
        return item.with(item.properties().with(tag, value));
    }

    private static LabItem setRead(LabItem item, Element value) {
        int flags = value.flag() ? item.flags() | Tags.MF_READ : item.flags() & ~Tags.MF_READ;
        return with(item, Tags.MESSAGE_FLAGS, flags);
    }

    private static ItemField text(String uri, int tag) {
        return simple(uri, item -> Optional.of(item.properties().text(tag)).filter(text -> !text.isEmpty()))
                .set((item, value) -> with(item, tag, value.text()));
    }

    private static ItemField time(String uri, int tag) {
        return simple(uri, item -> item.properties().time(tag).map((Instant time) -> EwsTime.format(time)));
    }

    private static ItemField flag(String uri, int tag) {
        return simple(uri, item -> Optional.of(item.properties().flag(tag)).map(Object::toString))
                .set((item, value) -> with(item, tag, value.flag()));
    }

    private static ItemField flagBit(String uri, int bit) {
        return simple(uri, item -> Optional.of((item.flags() & bit) != 0).map(Object::toString));
    }

    private static ItemField choice(String uri, int tag, List<String> names, int otherwise) {
        return simple(uri, item -> {
            int number = item.properties().number(tag, otherwise);
            return Optional.of(names.get(number >= 0 && number < names.size() ? number : otherwise));
        }).set((item, value) -> with(item, tag, names.indexOf(value.text().strip())));
    }

    private static Optional<String> base64(PropertyBag bag, int tag) {
        return Optional.of(bag.bytes(tag)).filter(bytes -> bytes.length > 0).map(Base64.getEncoder()::encodeToString);
    }

    private static Optional<String> shown(LabItem item, int kind) {
        var names = new ArrayList<String>();
        for (PropertyBag recipient : item.recipients()) {
            if (recipient.number(Tags.RECIPIENT_TYPE, 0) == kind) {
                names.add(recipient.text(Tags.DISPLAY_NAME));
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", names));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
