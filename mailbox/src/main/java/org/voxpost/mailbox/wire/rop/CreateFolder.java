package org.voxpost.mailbox.wire.rop;

import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopCreateFolder ([MS-OXCROPS] 2.2.4.2).
 *
 * @param type 1 generic, 2 search
 * @param openExisting true: a folder of that name is opened instead of refused
 */
public record CreateFolder(int parent, int output, int type, boolean openExisting, String displayName, String comment)
        implements
            Rop<CreateFolder.Reply> {
    public static final int ID = 0x1C;
    public static final int GENERIC = 1;

    static CreateFolder read(WireReader in) {
        int parent = in.uint8("InputHandleIndex");
        int output = in.uint8("OutputHandleIndex");
        int type = in.uint8("FolderType");
        boolean unicode = in.bool("UseUnicodeStrings");
        boolean openExisting = in.bool("OpenExisting");
        in.uint8("Reserved");
        return unicode
                ? new CreateFolder(parent, output, type, openExisting, in.unicodeZ("DisplayName"),
                        in.unicodeZ("Comment"))
                : new CreateFolder(parent, output, type, openExisting, in.string8Z("DisplayName"),
                        in.string8Z("Comment"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return output;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", parent)
                .uint8("OutputHandleIndex", output)
                .uint8("FolderType", type)
                .bool("UseUnicodeStrings", true)
                .bool("OpenExisting", openExisting)
                .uint8("Reserved", 0)
                .unicodeZ("DisplayName", displayName)
                .unicodeZ("Comment", comment);
    }

    @Override
    public Reply readReply(WireReader in) {
        ObjectId folder = ObjectId.read(in, "FolderId");
        return new Reply(folder,
                in.bool("IsExistingFolder") ? Optional.of(OpenFolder.Reply.read(in)) : Optional.empty());
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        reply.folder().write(out, "FolderId");
        out.bool("IsExistingFolder", reply.existing().isPresent());
        reply.existing().ifPresent(existing -> existing.write(out));
    }

    /** @param existing what RopOpenFolder would have said, if the folder was there already */
    public record Reply(ObjectId folder, Optional<OpenFolder.Reply> existing) {
    }
}
