package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopOpenFolder ([MS-OXCROPS] 2.2.4.1): opens {@code folder} into slot {@code output} of the handle table.
 *
 * @param openModeFlags 0, or {@link #SOFT_DELETED}
 */
public record OpenFolder(int input, int output, ObjectId folder, int openModeFlags) implements Rop<OpenFolder.Reply> {
    public static final int ID = 0x02;
    public static final int SOFT_DELETED = 0x04;

    static OpenFolder read(WireReader in) {
        return new OpenFolder(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"),
                ObjectId.read(in, "FolderId"), in.uint8("OpenModeFlags"));
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
        out.uint8("InputHandleIndex", input).uint8("OutputHandleIndex", output);
        folder.write(out, "FolderId");
        out.uint8("OpenModeFlags", openModeFlags);
    }

    @Override
    public Reply readReply(WireReader in) {
        return Reply.read(in);
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        reply.write(out);
    }

    /** @param ghostServers where the contents of a public folder are, if not here; else empty */
    public record Reply(boolean hasRules, List<String> ghostServers) {
        public Reply {
            ghostServers = List.copyOf(ghostServers);
        }

        static Reply read(WireReader in) {
            boolean hasRules = in.bool("HasRules");
            if (!in.bool("IsGhosted")) {
                return new Reply(hasRules, List.of());
            }
            int count = in.count("ServerCount", in.uint16("ServerCount"), 1);
            in.uint16("CheapServerCount");
            var servers = new ArrayList<String>(count);
            for (int i = 0; i < count; i++) {
                servers.add(in.string8Z("Servers"));
            }
            return new Reply(hasRules, servers);
        }

        void write(WireWriter out) {
            out.bool("HasRules", hasRules).bool("IsGhosted", !ghostServers.isEmpty());
            if (!ghostServers.isEmpty()) {
                out.uint16("ServerCount", ghostServers.size()).uint16("CheapServerCount", ghostServers.size());
                ghostServers.forEach(server -> out.string8Z("Servers", server));
            }
        }
    }
}
