package org.voxpost.lab.ews;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;

/** Ids as EWS shows them: opaque, base64, good for this store only. */
final class Ids {
    private static final int MAGIC = 0x0049_9A00; // so that they begin as Exchange's do
    private static final byte FOLDER = 1;
    private static final byte ITEM = 2;
    private static final byte ATTACHMENT = 3;
    private static final int LENGTH = 4 + 1 + 16 + 8 + 4;

    private Ids() {
    }

    /** @param attachment number in its item; 0 for others */
    record Target(byte kind, UUID mailbox, long id, int attachment) {
    }

    static String folder(LabMailbox mailbox, long id) {
        return text(FOLDER, mailbox, id, 0);
    }

    static String item(LabMailbox mailbox, long id) {
        return text(ITEM, mailbox, id, 0);
    }

    static String attachment(LabMailbox mailbox, LabItem item, int number) {
        return text(ATTACHMENT, mailbox, item.id(), number);
    }

    static String changeKey(long changeNumber) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(12).putInt(0x0900_0000).putLong(changeNumber).array());
    }

    static Target readFolder(String text) {
        return read(text, FOLDER, "ErrorInvalidFolderId");
    }

    static Target readItem(String text) {
        return read(text, ITEM, "ErrorInvalidIdMalformed");
    }

    static Target readAttachment(String text) {
        return read(text, ATTACHMENT, "ErrorInvalidAttachmentId");
    }

    private static Target read(String text, byte kind, String otherwise) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (bytes.length == LENGTH && in.getInt() == MAGIC && in.get() == kind) {
                return new Target(kind, new UUID(in.getLong(), in.getLong()), in.getLong(), in.getInt());
            }
        } catch (IllegalArgumentException notBase64) {
            throw new EwsRefusal("ErrorInvalidIdMalformed", "Id is malformed.");
        }
        throw new EwsRefusal(otherwise, "Id is not of the kind that is needed here.");
    }

    private static String text(byte kind, LabMailbox mailbox, long id, int attachment) {
        UUID guid = mailbox.guid();
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(LENGTH)
                        .putInt(MAGIC)
                        .put(kind)
                        .putLong(guid.getMostSignificantBits())
                        .putLong(guid.getLeastSignificantBits())
                        .putLong(id)
                        .putInt(attachment)
                        .array());
    }
}
