package org.voxpost.mailbox.wire.rop;

import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * Folder EntryID, 46 bytes ([MS-OXCDATA] 2.2.4.1): Flags 4 = 0, ProviderUID 16, FolderType 2, then the folder.
 *
 * @param provider the MailboxGuid of the logon
 * @param type 1 private, 3 public
 */
public record FolderEntryId(UUID provider, int type, LongTermId folder) {
    public static final int PRIVATE = 1;

    public static FolderEntryId read(byte[] entryId) {
        var in = new WireReader(entryId);
        in.skip("Flags", 4);
        return new FolderEntryId(in.guid("ProviderUID"), in.uint16("FolderType"), LongTermId.read(in));
    }

    public byte[] bytes() {
        var out = new WireWriter();
        out.int32("Flags", 0).guid("ProviderUID", provider).uint16("FolderType", type);
        folder.write(out);
        return out.bytes();
    }
}
