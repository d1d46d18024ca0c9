package org.voxpost.lab.emsmdb;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.rop.ErrorCode;

/** The open objects of one session. */
final class Handles {
    private static final int MOST = 500; // as many as Exchange lets a session have of a kind, or so

    private final Map<Integer, ServerObject> open = new HashMap<>();
    private int last;

    @Nullable
    ServerObject get(int handle) {
        return open.get(handle);
    }

    int add(ServerObject object) {
        if (open.size() == MOST) {
            throw new Refused(ErrorCode.MAX_OBJECTS_EXCEEDED);
        }
        open.put(++last, object);
        return last;
    }

    void release(int handle) {
        ServerObject object = open.remove(handle);
        if (object != null) {
            object.release();
        }
    }

    int size() {
        return open.size();
    }

    void releaseAll() {
        open.values().forEach(ServerObject::release);
        open.clear();
    }
}
