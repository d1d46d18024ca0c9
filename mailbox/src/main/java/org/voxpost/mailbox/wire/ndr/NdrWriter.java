package org.voxpost.mailbox.wire.ndr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * Writes a stub. Referents of pointers are written behind the construct that holds the pointers: {@link #pointer}
 * remembers them, {@link #flush} writes them, depth first ([C706] 14.3.12.3). Not safe for several threads.
 */
public final class NdrWriter {
    private static final int FIRST_REFERENT = 0x0002_0000;

    private final WireWriter out = new WireWriter();
    private List<Runnable> deferred = new ArrayList<>();
    private int nextReferent = FIRST_REFERENT;

    public NdrWriter uint16(String field, int value) {
        out.align(2).uint16(field, value);
        return this;
    }

    public NdrWriter int32(String field, int value) {
        out.align(4).int32(field, value);
        return this;
    }

    public NdrWriter uint32(String field, long value) {
        out.align(4).uint32(field, value);
        return this;
    }

    public NdrWriter guid(String field, UUID value) {
        out.align(4).guid(field, value);
        return this;
    }

    /** A structure of 32-bit numbers, or anything else that is aligned to 4 and has its bytes already. */
    public NdrWriter raw(String field, byte[] value) {
        out.align(4).bytes(field, value);
        return this;
    }

    /** 8-bit characters, without alignment. */
    public NdrWriter bytes(String field, byte[] value) {
        out.bytes(field, value);
        return this;
    }

    public NdrWriter handle(ContextHandle value) {
        int32("context_handle_attributes", value.attributes());
        return guid("context_handle_uuid", value.id());
    }

    /** NULL. */
    public NdrWriter none(String field) {
        return int32(field, 0);
    }

    /** A pointer whose referent {@code body} writes later. */
    public NdrWriter pointer(String field, Runnable body) {
        int32(field, nextReferent);
        nextReferent += 4;
        deferred.add(body);
        return this;
    }

    /** Writes the referents of all pointers so far. */
    public NdrWriter flush() {
        List<Runnable> now = deferred;
        deferred = new ArrayList<>();
        for (Runnable body : now) {
            body.run();
            flush();
        }
        return this;
    }

    /** A conformant varying string of 8-bit characters with its end. */
    public NdrWriter string8(String field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        varying(field, bytes.length + 1, bytes.length + 1);
        out.bytes(field, bytes).uint8("terminator", 0);
        return this;
    }

    /** A conformant varying string of UTF-16 units with its end. */
    public NdrWriter string16(String field, String text) {
        varying(field, text.length() + 1, text.length() + 1);
        out.unicodeZ(field, text);
        return this;
    }

    /** Heads a conformant varying array. */
    public NdrWriter varying(String field, int max, int actual) {
        return int32(field + ".max_count", max).int32(field + ".offset", 0).int32(field + ".actual_count", actual);
    }

    public int size() {
        return out.size();
    }

    public byte[] stub() {
        return out.bytes();
    }
}
