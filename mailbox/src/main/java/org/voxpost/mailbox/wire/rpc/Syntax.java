package org.voxpost.mailbox.wire.rpc;

import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** An interface or a transfer syntax with its version ([C706] 12.6.3.1, p_syntax_id_t). */
public record Syntax(UUID id, int major, int minor) {
    /** The transfer syntax used here. */
    public static final Syntax NDR = new Syntax(UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860"), 2, 0);
    public static final Syntax NSPI = new Syntax(UUID.fromString("f5cc5a18-4264-101a-8c59-08002b2f8426"), 56, 0);
    public static final Syntax EMSMDB = new Syntax(UUID.fromString("a4f1db00-ca47-1067-b31f-00dd010662da"), 0, 81);
    public static final Syntax ASYNC_EMSMDB = new Syntax(UUID.fromString("5261574a-4572-206e-b268-6b199213b4e4"), 0, 1);
    public static final Syntax ENDPOINT_MAPPER = new Syntax(UUID.fromString("e1af8308-5d1f-11c9-91a4-08002b14a0fa"), 3,
            0);
    public static final Syntax RFR = new Syntax(UUID.fromString("1544f5e0-613c-11d1-93df-00c04fd7bd09"), 1, 0);

    static Syntax read(WireReader in) {
        return new Syntax(in.guid("if_uuid"), in.uint16("if_version major"), in.uint16("if_version minor"));
    }

    void write(WireWriter out) {
        out.guid("if_uuid", id).uint16("if_version major", major).uint16("if_version minor", minor);
    }

    @Override
    public String toString() {
        return id + " " + major + "." + minor;
    }
}
