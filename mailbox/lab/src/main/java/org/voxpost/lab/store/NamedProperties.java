package org.voxpost.lab.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One mailbox's mapping of property names to ids from 0x8000 on ([MS-OXCPRPT] 3.2.5.9). Guarded by the mailbox. */
final class NamedProperties {
    private static final int FIRST = 0x8000;
    private static final int LAST = 0xfffe;

    private final Map<PropertyName, Integer> ids = new HashMap<>();
    private final Map<Integer, PropertyName> names = new LinkedHashMap<>();

    OptionalInt find(PropertyName name) {
        if (name.set().equals(PropertyName.MAPI) && name.name().isEmpty() && name.lid() < FIRST) {
            return OptionalInt.of(name.lid());
        }
        Integer id = ids.get(name.key());
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    int findOrAdd(PropertyName name) {
        OptionalInt known = find(name);
        if (known.isPresent()) {
            return known.getAsInt();
        }
        int id = FIRST + names.size();
        if (id > LAST) {
            throw new StoreRefusal(StoreRefusal.Reason.QUOTA, "no property id is free for another name");
        }
        ids.put(name.key(), id);
        names.put(id, name);
        return id;
    }

    Optional<PropertyName> name(int id) {
        return id < FIRST ? Optional.of(PropertyName.of(PropertyName.MAPI, id)) : Optional.ofNullable(names.get(id));
    }

    Map<Integer, PropertyName> all() {
        return Map.copyOf(names);
    }
}
