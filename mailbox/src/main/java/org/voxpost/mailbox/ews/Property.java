package org.voxpost.mailbox.ews;

import java.io.IOException;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** MAPI properties that voice messages use, addressed as EWS does ([MS-OXWSXPROP]; [MS-OXOUM] 2.2.5). */
enum Property {
    /** PidTagMessageFlags: 0 is unread and received; written once, at creation. */
    MESSAGE_FLAGS(0x0E07, "Integer"), MESSAGE_DELIVERY_TIME(0x0E06, "SystemTime"), CLIENT_SUBMIT_TIME(0x0039,
            "SystemTime"),
    /** PidTagVoiceMessageDuration, whole seconds. */
    VOICE_MESSAGE_DURATION(0x6801, "Integer"), SENDER_TELEPHONE_NUMBER(0x6802, "String"), VOICE_MESSAGE_SENDER_NAME(
            0x6803, "String"),
    /** PidTagVoiceMessageAttachmentOrder: names, newest first, with semicolons between. */
    VOICE_MESSAGE_ATTACHMENT_ORDER(0x6805, "String"), CALL_ID(0x6806, "String"),
    /** The number that Outlook calls back; a named property of PSETID_UnifiedMessaging. */
    PSTN_CALLBACK_NUMBER(-1, "String");

    private final int tag;
    private final String type;

    Property(int tag, String type) {
        this.tag = tag;
        this.type = type;
    }

    int tag() {
        return tag;
    }

    /** Writes {@code t:ExtendedFieldURI}. */
    void writeUri(XmlWriter out) throws IOException {
        out.start("t:ExtendedFieldURI");
        if (tag < 0) {
            out.attribute("DistinguishedPropertySetId", "UnifiedMessaging").attribute("PropertyName",
                    "PstnCallbackTelephoneNumber");
        } else {
            out.attribute("PropertyTag", "0x%04X".formatted(tag));
        }
        out.attribute("PropertyType", type).end();
    }

    /** Writes {@code t:ExtendedProperty}. */
    void write(XmlWriter out, String value) throws IOException {
        out.start("t:ExtendedProperty");
        writeUri(out);
        out.element("t:Value", value).end();
    }
}
