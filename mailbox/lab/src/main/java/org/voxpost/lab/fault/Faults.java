package org.voxpost.lab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults ordered now. Safe for use by many threads. */
public final class Faults {
    private final List<Fault> ordered = new ArrayList<>(); // guarded by this

    public synchronized void order(Fault fault) {
        if (fault.count() != 0) {
            ordered.add(fault);
        }
    }

    public synchronized void clear() {
        ordered.clear();
    }

    public synchronized List<Fault> ordered() {
        return List.copyOf(ordered);
    }

    /** The first that hits this operation, once; REFUSE and habits are not among them. */
    public synchronized Optional<Fault> take(String operation) {
        return next(fault -> fault.kind() != FaultKind.REFUSE && !fault.kind().isHabit() && fault.hits(operation));
    }

    /** True if the server has this habit with this operation. */
    public synchronized boolean takes(FaultKind habit, String operation) {
        return next(fault -> fault.kind() == habit && fault.hits(operation)).isPresent();
    }

    /** True if a new connection is to be refused. */
    public synchronized boolean takeRefusal() {
        return next(fault -> fault.kind() == FaultKind.REFUSE).isPresent();
    }

    private Optional<Fault> next(java.util.function.Predicate<Fault> wanted) {
        for (int i = 0; i < ordered.size(); i++) {
            Fault fault = ordered.get(i);
            if (wanted.test(fault)) {
                use(i, fault);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private void use(int at, Fault fault) {
        if (fault.count() == 1) {
            ordered.remove(at);
        } else if (fault.count() > 1) {
            ordered.set(at, fault.times(fault.count() - 1));
        }
    }
}
