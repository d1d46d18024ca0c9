package org.voxpost.lab.rpc;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Association groups ([C706] 9.1.4): connections that share context handles. Safe for several threads. */
public final class AssociationGroups {
    private final Map<Integer, Integer> connections = new HashMap<>();
    private final List<IntConsumer> whenEnded = new CopyOnWriteArrayList<>();
    private int last = 0x53f0;

    /** @param asked 0 for a new one @return empty if there is no such group (any more) */
    synchronized OptionalInt join(int asked) {
        if (asked != 0 && !connections.containsKey(asked)) {
            return OptionalInt.empty();
        }
        int group = asked != 0 ? asked : ++last;
        connections.merge(group, 1, Integer::sum);
        return OptionalInt.of(group);
    }

    /** With the last connection the group's handles end. */
    void leave(int group) {
        Optional<Integer> left;
        synchronized (this) {
            left = Optional.ofNullable(connections.computeIfPresent(group, (g, n) -> n == 1 ? null : n - 1));
        }
        if (left.isEmpty()) {
            whenEnded.forEach(one -> one.accept(group));
        }
    }

    void onEnd(IntConsumer action) {
        whenEnded.add(action);
    }
}
