package org.voxpost.lab.rpc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.voxpost.lab.emsmdb.RopProcessor;
import org.voxpost.mailbox.wire.ndr.ContextHandle;

/** The sessions of EMSMDB, by their handles, and by those they wait for events with. */
final class EmsmdbSessions {
    private final Map<ContextHandle, Session> sessions = new ConcurrentHashMap<>();
    private final Map<ContextHandle, Session> waiting = new ConcurrentHashMap<>();

    /** @param running its ROP buffers come one after the other @param waits true while an EcDoAsyncWaitEx is under way */
    record Session(String user, int group, RopProcessor processor, ReentrantLock running, AtomicBoolean waits) {
        Session(Caller caller, RopProcessor processor) {
            this(caller.user(), caller.group(), processor, new ReentrantLock(), new AtomicBoolean());
        }

        boolean belongsTo(Caller caller) {
            return user.equals(caller.user()) && group == caller.group();
        }
    }

    ContextHandle add(Session session) {
        ContextHandle handle = ContextHandle.random();
        sessions.put(handle, session);
        return handle;
    }

    ContextHandle addWaiting(Session session) {
        ContextHandle handle = ContextHandle.random();
        waiting.put(handle, session);
        return handle;
    }

    /** Handles are good for who made them, in his association group. */
    Optional<Session> find(ContextHandle handle, Caller caller) {
        return Optional.ofNullable(sessions.get(handle)).filter(session -> session.belongsTo(caller));
    }

    Optional<Session> findWaiting(ContextHandle handle, Caller caller) {
        return Optional.ofNullable(waiting.get(handle)).filter(session -> session.belongsTo(caller));
    }

    void end(ContextHandle handle) {
        Session session = sessions.remove(handle);
        if (session != null) {
            waiting.values().removeIf(session::equals);
            session.processor().close();
        }
    }

    void endGroup(int group) {
        sessions.forEach((handle, session) -> {
            if (session.group() == group) {
                end(handle);
            }
        });
    }

    void endAll() {
        sessions.keySet().forEach(this::end);
    }
}
