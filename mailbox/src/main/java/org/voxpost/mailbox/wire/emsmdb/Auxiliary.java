package org.voxpost.mailbox.wire.emsmdb;

import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;

/** Auxiliary buffers ([MS-OXCRPC] 2.2.2.2): written empty, passed over in reading. */
final class Auxiliary {
    private Auxiliary() {
    }

    static void readRequest(NdrReader in) {
        int count = Emsmdb.limited(in, "rgbAuxIn", in.count("rgbAuxIn", 1), Emsmdb.LONGEST_AUXILIARY);
        in.raw("rgbAuxIn", count);
        int said = in.int32("cbAuxIn");
        if (said != count) {
            throw in.error("cbAuxIn", said + " is not " + count);
        }
        int wanted = in.int32("pcbAuxOut");
        if (wanted < 0 || wanted > Emsmdb.LONGEST_AUXILIARY) {
            throw in.error("pcbAuxOut", wanted + " is out of range");
        }
    }

    static void writeRequest(NdrWriter out) {
        out.int32("rgbAuxIn.max_count", 0)
                .int32("cbAuxIn", 0)
                .int32("pcbAuxOut", Emsmdb.LONGEST_AUXILIARY);
    }

    static void readAnswer(NdrReader in) {
        in.raw("rgbAuxOut",
                Emsmdb.limited(in, "rgbAuxOut", in.varying("rgbAuxOut", 1), Emsmdb.LONGEST_AUXILIARY));
        in.int32("pcbAuxOut");
    }

    static void writeAnswer(NdrWriter out) {
        out.varying("rgbAuxOut", Emsmdb.LONGEST_AUXILIARY, 0).int32("pcbAuxOut", 0);
    }
}
