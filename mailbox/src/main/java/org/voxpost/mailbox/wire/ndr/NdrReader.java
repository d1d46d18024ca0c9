package org.voxpost.mailbox.wire.ndr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;

/**
 * Reads a stub; the counterpart of {@link NdrWriter}. Counts are checked against the bytes left, and the depth of
 * pointers is limited, before anything is allocated. Not safe for several threads.
 */
public final class NdrReader {
    private static final int DEEPEST = 64;

    private final WireReader in;
    private List<Runnable> deferred = new ArrayList<>();
    private int depth;

    public NdrReader(byte[] stub) {
        in = new WireReader(stub);
    }

    public int uint16(String field) {
        align(2);
        return in.uint16(field);
    }

    public int int32(String field) {
        align(4);
        return in.int32(field);
    }

    public UUID guid(String field) {
        align(4);
        return in.guid(field);
    }

    public byte[] raw(String field, int count) {
        align(4);
        return in.bytes(field, count);
    }

    public ContextHandle handle() {
        return new ContextHandle(int32("context_handle_attributes"), guid("context_handle_uuid"));
    }

    /** A 32-bit count of things of at least {@code leastBytesEach} bytes. */
    public int count(String field, int leastBytesEach) {
        align(4);
        return in.count(field, in.uint32(field), leastBytesEach);
    }

    /** @return false for NULL; else {@code body} reads the referent at the next {@link #flush} */
    public boolean pointer(String field, Runnable body) {
        if (int32(field) == 0) {
            return false;
        }
        deferred.add(body);
        return true;
    }

    /** @return true unless NULL; the referent has to be read by the caller */
    public boolean present(String field) {
        return int32(field) != 0;
    }

    /** Reads the referents of all pointers so far, depth first. */
    public NdrReader flush() {
        if (depth > DEEPEST) {
            throw new WireException("pointers nested deeper than " + DEEPEST);
        }
        List<Runnable> now = deferred;
        deferred = new ArrayList<>();
        depth++;
        for (Runnable body : now) {
            body.run();
            flush();
        }
        depth--;
        return this;
    }

    public String string8(String field) {
        int length = varying(field, 1);
        byte[] bytes = in.bytes(field, length);
        int end = length > 0 && bytes[length - 1] == 0 ? length - 1 : length;
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }

    public String string16(String field) {
        int length = varying(field, 2);
        String text = new String(in.bytes(field, 2 * length), StandardCharsets.UTF_16LE);
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }

    /** Heads a conformant varying array. @return its actual count */
    public int varying(String field, int leastBytesEach) {
        int32(field + ".max_count");
        int offset = int32(field + ".offset");
        if (offset != 0) {
            throw in.error(field + ".offset", "is " + offset);
        }
        return count(field + ".actual_count", leastBytesEach);
    }

    public int remaining() {
        return in.remaining();
    }

    public WireException error(String field, String what) {
        return in.error(field, what);
    }

    private void align(int boundary) {
        in.skip("padding", (boundary - in.offset() % boundary) % boundary);
    }
}
