package org.voxpost.mailbox.wire.emsmdb;

import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;

/**
 * A version as three words ([MS-OXCRPC] 3.1.4.1.3): {@code major << 8 | minor}, {@code 0x8000 | build major},
 * {@code build minor}. Servers grant features by it.
 */
public record ClientVersion(int first, int second, int third) {
    /** 15.0.4420.1017: old enough to be known everywhere, new enough for back-off and long answers. */
    public static final ClientVersion OURS = new ClientVersion(0x0f00, 0x9144, 0x03f9);

    static ClientVersion read(NdrReader in, String field) {
        return new ClientVersion(in.uint16(field), in.uint16(field), in.uint16(field));
    }

    void write(NdrWriter out, String field) {
        out.uint16(field, first).uint16(field, second).uint16(field, third);
    }
}
