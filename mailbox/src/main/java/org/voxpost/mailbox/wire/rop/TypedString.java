package org.voxpost.mailbox.wire.rop;

import java.nio.charset.StandardCharsets;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** TypedString ([MS-OXCDATA] 2.11.7): a type byte, then text in the form it names. */
final class TypedString {
    private static final int NONE = 0;
    private static final int EMPTY = 1;
    private static final int STRING8 = 2;
    private static final int REDUCED = 3; // UTF-16 whose upper bytes were all zero, without them
    private static final int UNICODE = 4;

    private TypedString() {
    }

    static String read(WireReader in, String field) {
        int type = in.uint8(field + ".StringType");
        return switch (type) {
            case NONE, EMPTY -> "";
            case STRING8, REDUCED -> in.string8Z(field);
            case UNICODE -> in.unicodeZ(field);
            default -> throw in.error(field + ".StringType", "unknown type " + type);
        };
    }

    static void write(WireWriter out, String field, String text) {
        if (text.isEmpty()) {
            out.uint8(field + ".StringType", EMPTY);
        } else if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            out.uint8(field + ".StringType", REDUCED).string8Z(field, text);
        } else {
            out.uint8(field + ".StringType", UNICODE).unicodeZ(field, text);
        }
    }
}
