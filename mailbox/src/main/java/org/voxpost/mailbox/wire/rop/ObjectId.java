package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * A folder id or message id ([MS-OXCDATA] 2.2.1.1, 2.2.1.2): replica id (2 bytes) and global counter (6 bytes, most
 * significant first). Good for one logon only; {@link LongTermId} lasts.
 *
 * @param value the eight bytes as one little-endian number, as PtypInteger64 properties have it
 */
public record ObjectId(long value) {

    /** @param counter 0..2^48-1 */
    public static ObjectId of(int replicaId, long counter) {
        return new ObjectId(Long.reverseBytes(counter & 0xffff_ffff_ffffL) | replicaId & 0xffffL);
    }

    public static ObjectId read(WireReader in, String field) {
        return new ObjectId(in.int64(field));
    }

    public void write(WireWriter out, String field) {
        out.int64(field, value);
    }

    public int replicaId() {
        return (int) (value & 0xffff);
    }

    /** 0..2^48-1. */
    public long counter() {
        return Long.reverseBytes(value) & 0xffff_ffff_ffffL;
    }

    @Override
    public String toString() {
        return String.format("%d-%012X", replicaId(), counter());
    }
}
