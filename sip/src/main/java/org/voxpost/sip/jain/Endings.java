package org.voxpost.sip.jain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.CallEnd;

/** How a call ended, and what is to run then: each action once, also if it comes late. Safe for use by several threads. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    private final List<Runnable> actions = new ArrayList<>();
    private Optional<CallEnd> end = Optional.empty();

    synchronized Optional<CallEnd> ended() {
        return end;
    }

    void whenEnded(Runnable action) {
        synchronized (this) {
            if (end.isEmpty()) {
                actions.add(action);
                return;
            }
        }
        run(action);
    }

    /** Ends the call; false if it had ended before. */
    boolean end(CallEnd how) {
        List<Runnable> due;
        synchronized (this) {
            if (end.isPresent()) {
                return false;
            }
            end = Optional.of(how);
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Endings::run);
        return true;
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            LOG.error("After the end of a call", failed);
        }
    }
}
