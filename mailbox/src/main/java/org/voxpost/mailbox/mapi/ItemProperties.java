package org.voxpost.mailbox.mapi;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.wire.rop.AddressEntryId;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** The properties of an item on its way into a mailbox ([MS-OXCMSG] 2.2.1, [MS-OXOUM] 2.2.5). Pure. */
final class ItemProperties {
    private static final int UNREAD_AND_RECEIVED = 0;
    private static final int PRIVATE = 2;
    private static final int UTF_8 = 65001;
    private static final int BY_VALUE = 1;
    private static final int NOT_RENDERED = -1;

    private final List<PropertyValue> values = new ArrayList<>();

    private ItemProperties() {
    }

    /** All of the message but its body. @param callbackNumber tag of that named property, if the store has it */
    static List<PropertyValue> ofMessage(OutgoingItem item, DeliveryId id, Optional<PropertyTag> callbackNumber) {
        var properties = new ItemProperties();
        properties.message(item, id);
        properties.sender(item.sender());
        if (item.kind() != ItemKind.NOTICE) {
            properties.voice(item, callbackNumber);
        }
        return properties.values;
    }

    private void message(OutgoingItem item, DeliveryId id) {
        Instant spoken = item.spoken().truncatedTo(ChronoUnit.SECONDS);
        add(PidTag.MESSAGE_CLASS, item.kind().messageClass());
        add(PidTag.MESSAGE_FLAGS, UNREAD_AND_RECEIVED); // only good before the first save
        add(PidTag.SUBJECT, item.subject());
        add(PidTag.IMPORTANCE, item.importance().ordinal());
        if (item.privateMark()) {
            add(PidTag.SENSITIVITY, PRIVATE);
        }
        values.add(PropertyValue.of(PidTag.CLIENT_SUBMIT_TIME, spoken));
        values.add(PropertyValue.of(PidTag.MESSAGE_DELIVERY_TIME, spoken));
        add(PidTag.INTERNET_MESSAGE_ID, id.internetMessageId());
        add(PidTag.INTERNET_CODEPAGE, UTF_8);
    }

    private void sender(Caller.Person person) {
        String name = person.displayName();
        String address = person.address().value();
        byte[] entryId = new AddressEntryId.OneOff(name, "SMTP", address).bytes();
        add(PidTag.SENDER_NAME, name);
        add(PidTag.SENDER_ADDRESS_TYPE, "SMTP");
        add(PidTag.SENDER_EMAIL_ADDRESS, address);
        add(PidTag.SENDER_SMTP_ADDRESS, address);
        add(PidTag.SENDER_ENTRY_ID, entryId);
        add(PidTag.SENT_REPRESENTING_NAME, name);
        add(PidTag.SENT_REPRESENTING_ADDRESS_TYPE, "SMTP");
        add(PidTag.SENT_REPRESENTING_EMAIL_ADDRESS, address);
        add(PidTag.SENT_REPRESENTING_SMTP_ADDRESS, address);
        add(PidTag.SENT_REPRESENTING_ENTRY_ID, entryId);
    }

    private void voice(OutgoingItem item, Optional<PropertyTag> callbackNumber) {
        Caller caller = item.caller();
        item.audio().ifPresent(audio -> {
            item.durationSeconds().ifPresent(seconds -> add(PidTag.VOICE_MESSAGE_DURATION, seconds));
            add(PidTag.VOICE_MESSAGE_ATTACHMENT_ORDER, audio.name().value());
        });
        addText(PidTag.SENDER_TELEPHONE_NUMBER, caller.number());
        addText(PidTag.VOICE_MESSAGE_SENDER_NAME, caller.callerIdName());
        addText(PidTag.CALL_ID, item.callId());
        callbackNumber.ifPresent(tag -> addText(tag, caller.number()));
    }

    private void add(PropertyTag tag, Object value) {
        values.add(new PropertyValue(tag, value));
    }

    private void addText(PropertyTag tag, String text) {
        if (!text.isEmpty()) {
            add(tag, text);
        }
    }

    static byte[] html(OutgoingItem item) {
        return item.htmlBody().getBytes(StandardCharsets.UTF_8);
    }

    /** Of an attachment, without its bytes ([MS-OXCMSG] 2.2.2). */
    static List<PropertyValue> ofAttachment(OutgoingItem.AudioAttachment audio) {
        String name = audio.name().value();
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
        var properties = new ItemProperties();
        properties.add(PidTag.ATTACH_METHOD, BY_VALUE);
        properties.add(PidTag.ATTACH_LONG_FILENAME, name);
        properties.add(PidTag.ATTACH_FILENAME, "voice" + (extension.length() > 4 ? "" : extension)); // 8.3
        properties.add(PidTag.DISPLAY_NAME, name);
        properties.addText(PidTag.ATTACH_EXTENSION, extension);
        properties.add(PidTag.ATTACH_MIME_TAG, audio.contentType());
        properties.add(PidTag.RENDERING_POSITION, NOT_RENDERED);
        return properties.values;
    }
}
