package org.voxpost.mailbox.wire.rop;

import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * The name of a named property ([MS-OXCDATA] 2.6.1). Its id belongs to one mailbox; ask with {@link
 * GetPropertyIdsFromNames}.
 */
public sealed interface PropertyName {
    UUID PS_MAPI = UUID.fromString("00020328-0000-0000-c000-000000000046");
    UUID PS_PUBLIC_STRINGS = UUID.fromString("00020329-0000-0000-c000-000000000046");
    UUID PS_INTERNET_HEADERS = UUID.fromString("00020386-0000-0000-c000-000000000046");
    UUID PSETID_COMMON = UUID.fromString("00062008-0000-0000-c000-000000000046");
    UUID PSETID_UNIFIED_MESSAGING = UUID.fromString("4442858e-a9e3-4e80-b900-317a210cc15b");

    void write(WireWriter out);

    /** By number. */
    record ById(UUID set, int lid) implements PropertyName {
        static final int KIND = 0x00;

        @Override
        public void write(WireWriter out) {
            out.uint8("Kind", KIND).guid("GUID", set).int32("LID", lid);
        }
    }

    /** By text, at most 126 UTF-16 units: NameSize counts bytes, the terminating zero included, in 8 bits. */
    record ByText(UUID set, String name) implements PropertyName {
        static final int KIND = 0x01;

        @Override
        public void write(WireWriter out) {
            out.uint8("Kind", KIND).guid("GUID", set).uint8("NameSize", name.length() * 2 + 2).unicodeZ("Name", name);
        }
    }

    /** An id nobody gave a name. */
    record None() implements PropertyName {
        static final int KIND = 0xFF;
        private static final UUID NOWHERE = new UUID(0, 0);

        @Override
        public void write(WireWriter out) {
            out.uint8("Kind", KIND).guid("GUID", NOWHERE);
        }
    }

    /** Behind kind FF some servers send a GUID and some nothing; both are read where the difference can be told. */
    static PropertyName read(WireReader in) {
        int kind = in.uint8("Kind");
        if (kind == None.KIND) {
            in.skip("GUID", in.remaining() >= 16 ? 16 : 0);
            return new None();
        }
        UUID set = in.guid("GUID");
        return switch (kind) {
            case ById.KIND -> new ById(set, in.int32("LID"));
            case ByText.KIND -> new ByText(set, text(in.sub("Name", in.uint8("NameSize"))));
            default -> throw in.error("Kind", "unknown kind " + kind);
        };
    }

    private static String text(WireReader name) {
        String text = name.unicodeZ("Name");
        if (name.remaining() > 0) {
            throw name.error("NameSize", "counts " + name.remaining() + " bytes behind the name");
        }
        return text;
    }
}
