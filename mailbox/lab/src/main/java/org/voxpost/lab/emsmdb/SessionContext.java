package org.voxpost.lab.emsmdb;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.voxpost.lab.store.LabAccount;

/** One Session Context ([MS-OXCMAPIHTTP] 3.2.1): who made it, and that its requests come one after the other. */
final class SessionContext {
    private final LabAccount account;
    private final RopProcessor processor;
    private final ReentrantLock running = new ReentrantLock();
    private volatile String sequence = UUID.randomUUID().toString();
    private volatile boolean broken;

    SessionContext(LabAccount account, RopProcessor processor) {
        this.account = account;
        this.processor = processor;
    }

    LabAccount account() {
        return account;
    }

    RopProcessor processor() {
        return processor;
    }

    String sequence() {
        return sequence;
    }

    /** @return false if another request runs or the cookie is not the newest: then no later one is accepted either */
    boolean begin(@Nullable String cookie) {
        if (!running.tryLock()) {
            broken = true;
            return false;
        }
        if (broken || !sequence.equals(cookie)) {
            broken = true;
            running.unlock();
            return false;
        }
        sequence = UUID.randomUUID().toString();
        return true;
    }

    void end() {
        running.unlock();
    }
}
