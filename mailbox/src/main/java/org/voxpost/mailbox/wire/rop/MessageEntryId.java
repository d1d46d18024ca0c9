package org.voxpost.mailbox.wire.rop;

import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * Message EntryID, 70 bytes ([MS-OXCDATA] 2.2.4.2): Flags 4 = 0, ProviderUID 16, MessageType 2, folder, message.
 *
 * @param provider the MailboxGuid of the logon
 * @param type 7 private, 9 public
 */
public record MessageEntryId(UUID provider, int type, LongTermId folder, LongTermId message) {
    public static final int PRIVATE = 7;

    public static MessageEntryId read(byte[] entryId) {
        var in = new WireReader(entryId);
        in.skip("Flags", 4);
        return new MessageEntryId(in.guid("ProviderUID"), in.uint16("MessageType"), LongTermId.read(in),
                LongTermId.read(in));
    }

    public byte[] bytes() {
        var out = new WireWriter();
        out.int32("Flags", 0).guid("ProviderUID", provider).uint16("MessageType", type);
        folder.write(out);
        message.write(out);
        return out.bytes();
    }
}
