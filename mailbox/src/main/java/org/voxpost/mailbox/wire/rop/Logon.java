package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopLogon to a private mailbox ([MS-OXCROPS] 2.2.3.1, [MS-OXCSTOR] 2.2.1.1).
 *
 * @param output slot of the logon
 * @param logonFlags {@link #PRIVATE} and others
 * @param openFlags for example {@link #PER_MDB_REPLID_MAPPING} with {@link #HOME_LOGON}
 * @param mailbox X500 DN of the mailbox
 */
public record Logon(int output, int logonFlags, int openFlags, String mailbox) implements Rop<Logon.Reply> {
    public static final int ID = 0xFE;
    /** LogonFlags. */
    public static final int PRIVATE = 0x01;
    /** OpenFlags. */
    public static final int USE_ADMIN_PRIVILEGE = 0x01;
    public static final int PUBLIC = 0x02;
    public static final int HOME_LOGON = 0x04;
    /** Without it current servers refuse. */
    public static final int PER_MDB_REPLID_MAPPING = 0x0100_0000;
    private static final int FOLDERS = 13;

    static Logon read(WireReader in) {
        int output = in.uint8("OutputHandleIndex");
        int logonFlags = in.uint8("LogonFlags");
        int openFlags = in.int32("OpenFlags");
        in.int32("StoreState");
        int size = in.uint16("EssdnSize");
        WireReader essdn = in.sub("Essdn", size);
        return new Logon(output, logonFlags, openFlags, size == 0 ? "" : essdn.string8Z("Essdn"));
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
        out.uint8("OutputHandleIndex", output)
                .uint8("LogonFlags", logonFlags)
                .int32("OpenFlags", openFlags)
                .int32("StoreState", 0)
                .uint16("EssdnSize", mailbox.length() + 1)
                .string8Z("Essdn", mailbox);
    }

    @Override
    public Reply readReply(WireReader in) {
        int flags = in.uint8("LogonFlags");
        if ((flags & PRIVATE) == 0) {
            throw in.error("LogonFlags", "no private mailbox");
        }
        var folders = new ArrayList<ObjectId>(FOLDERS);
        for (int i = 0; i < FOLDERS; i++) {
            folders.add(ObjectId.read(in, "FolderIds"));
        }
        return new Reply(flags, folders, in.uint8("ResponseFlags"), in.guid("MailboxGuid"), in.uint16("ReplId"),
                in.guid("ReplGuid"), in.int64("LogonTime"), in.int64("GwartTime"), in.int32("StoreState"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint8("LogonFlags", reply.logonFlags());
        reply.folders().forEach(folder -> folder.write(out, "FolderIds"));
        out.uint8("ResponseFlags", reply.responseFlags())
                .guid("MailboxGuid", reply.mailboxGuid())
                .uint16("ReplId", reply.replicaId())
                .guid("ReplGuid", reply.replicaGuid())
                .int64("LogonTime", reply.logonTime())
                .int64("GwartTime", reply.gwartTime())
                .int32("StoreState", reply.storeState());
    }

    /** @return the name of the server to log on to instead, behind ecWrongServer */
    @Override
    public String readFailure(WireReader in, int returnValue) {
        if (returnValue != ErrorCode.WRONG_SERVER || in.remaining() == 0) {
            return "";
        }
        in.uint8("LogonFlags");
        WireReader name = in.sub("ServerName", in.uint8("ServerNameSize"));
        return name.remaining() == 0 ? "" : name.string8Z("ServerName");
    }

    /** LogonTime: seconds, minutes, hour, day of week (0 Sunday), day, month, year ([MS-OXCROPS] 2.2.3.1.2.1), UTC. */
    public static long logonTime(java.time.OffsetDateTime utc) {
        var out = new WireWriter();
        out.uint8("Seconds", utc.getSecond())
                .uint8("Minutes", utc.getMinute())
                .uint8("Hour", utc.getHour())
                .uint8("DayOfWeek", utc.getDayOfWeek().getValue() % 7)
                .uint8("Day", utc.getDayOfMonth())
                .uint8("Month", utc.getMonthValue())
                .uint16("Year", utc.getYear());
        return new WireReader(out.bytes()).int64("LogonTime");
    }

    /**
     * @param folders 13 ids, see {@link SpecialFolder}
     * @param logonTime eight bytes as on the wire, see {@link #logonTime}
     * @param gwartTime eight bytes as on the wire
     */
    public record Reply(int logonFlags, List<ObjectId> folders, int responseFlags, UUID mailboxGuid, int replicaId,
            UUID replicaGuid, long logonTime, long gwartTime, int storeState) {
        public Reply {
            folders = List.copyOf(folders);
        }

        public ObjectId folder(SpecialFolder which) {
            return folders.get(which.ordinal());
        }
    }
}
