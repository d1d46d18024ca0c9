package org.voxpost.mailbox.graph;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * MAPI properties of voice messages as Graph names them, {@code {type} {proptag}} (resource singleValueLegacyExtendedProperty;
 * [MS-OXOUM] 2.2.5).
 */
enum Property {
    MESSAGE_CLASS("String", 0x001A), MESSAGE_DELIVERY_TIME("SystemTime", 0x0E06), CLIENT_SUBMIT_TIME("SystemTime",
            0x0039),
    /** PidTagMessageFlags: 0 is unread and received; written once, at creation. */
    MESSAGE_FLAGS("Integer", 0x0E07), MESSAGE_SIZE("Integer", 0x0E08),
    /** PidTagSensitivity: 2 is private. */
    SENSITIVITY("Integer", 0x0036),
    /** PidTagVoiceMessageDuration, whole seconds. */
    VOICE_MESSAGE_DURATION("Integer", 0x6801), SENDER_TELEPHONE_NUMBER("String", 0x6802), VOICE_MESSAGE_SENDER_NAME(
            "String", 0x6803),
    /** PidTagVoiceMessageAttachmentOrder: names, newest first, with semicolons between. */
    VOICE_MESSAGE_ATTACHMENT_ORDER("String", 0x6805), CALL_ID("String", 0x6806);

    /** The number that Outlook calls back, in PSETID_UnifiedMessaging. */
    static final String PSTN_CALLBACK_NUMBER = "String {4442858e-a9e3-4e80-b900-317a210cc15b} Name "
            + "PstnCallbackTelephoneNumber";
    private static final Pattern ID = Pattern.compile("(\\w+) 0x([0-9A-Fa-f]{1,4})");

    private final String type;
    private final int tag;

    Property(String type, int tag) {
        this.type = type;
        this.tag = tag;
    }

    String id() {
        return "%s 0x%04X".formatted(type, tag);
    }

    /** The property that an answer names; servers write the number in their own way. */
    static Optional<Property> of(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int tag = Integer.parseInt(parts.group(2), 16);
        return Arrays.stream(values()).filter(p -> p.tag == tag && p.type.equalsIgnoreCase(parts.group(1)))
                .findFirst();
    }

    /** The value of {@code $expand} that asks for these. */
    static String expand(Property... wanted) {
        return Arrays.stream(wanted).map(p -> "id eq '" + p.id() + "'")
                .collect(Collectors.joining(" or ", "singleValueExtendedProperties($filter=", ")"));
    }
}
