package org.voxpost.lab.graph;

import java.nio.ByteBuffer;
import java.util.Base64;

import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;

/** Ids as Graph shows them: opaque, base64 for addresses. An item's changes when it is moved. */
final class GraphIds {
    private static final int ITEM = 0x4954_454D;
    private static final int FOLDER = 0x464F_4C44;
    private static final int ATTACHMENT = 0x4154_5441;

    private GraphIds() {
    }

    static String item(LabMailbox mailbox, long id) {
        return text(ITEM, mailbox, id, 0);
    }

    static String folder(LabMailbox mailbox, long id) {
        return text(FOLDER, mailbox, id, 0);
    }

    static String attachment(LabMailbox mailbox, LabItem item, int number) {
        return text(ATTACHMENT, mailbox, item.id(), number);
    }

    private static String text(int kind, LabMailbox mailbox, long id, int number) {
        ByteBuffer bytes = ByteBuffer.allocate(32).putInt(kind).putLong(mailbox.guid().getMostSignificantBits())
                .putLong(mailbox.guid().getLeastSignificantBits()).putLong(id).putInt(number);
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    static LabItem item(LabMailbox mailbox, String text) {
        return mailbox.item(read(ITEM, mailbox, text).getLong(20)).orElseThrow(GraphRefusal::noItem);
    }

    static long folder(LabMailbox mailbox, String text) {
        return read(FOLDER, mailbox, text).getLong(20);
    }

    static int attachment(LabMailbox mailbox, String text) {
        return read(ATTACHMENT, mailbox, text).getInt(28);
    }

    private static ByteBuffer read(int kind, LabMailbox mailbox, String text) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
        if (bytes.capacity() != 32 || bytes.getInt(0) != kind) {
            throw malformed();
        }
        if (bytes.getLong(4) != mailbox.guid().getMostSignificantBits()
                || bytes.getLong(12) != mailbox.guid().getLeastSignificantBits()) {
            throw GraphRefusal.noItem();
        }
        return bytes;
    }

    private static GraphRefusal malformed() {
        return new GraphRefusal(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    }
}
