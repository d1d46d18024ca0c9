package org.voxpost.lab.emsmdb;

import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rop.ErrorCode;

/** The handle table of one buffer over the handles of its session. */
final class Slots {
    private final Handles handles;
    private final int[] table;

    Slots(Handles handles, int[] table) {
        this.handles = handles;
        this.table = table;
    }

    int[] table() {
        return table;
    }

    int handle(int slot) {
        return table[checked(slot)];
    }

    /** @throws Refused if nothing, or something of another kind, is there */
    <T extends ServerObject> T get(int slot, Class<T> kind) {
        ServerObject object = any(slot);
        if (!kind.isInstance(object)) {
            throw new Refused(ErrorCode.NOT_SUPPORTED);
        }
        return kind.cast(object);
    }

    ServerObject any(int slot) {
        ServerObject object = handles.get(handle(slot));
        if (object == null) {
            throw new Refused(ErrorCode.NULL_OBJECT);
        }
        return object;
    }

    void put(int slot, ServerObject object) {
        table[checked(slot)] = handles.add(object);
    }

    void release(int slot) {
        handles.release(handle(slot));
    }

    private int checked(int slot) {
        if (slot >= table.length) {
            throw new WireException("handle index " + slot + " is not in the table of " + table.length);
        }
        return slot;
    }
}
