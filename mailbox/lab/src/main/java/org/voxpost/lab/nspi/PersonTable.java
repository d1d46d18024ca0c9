package org.voxpost.lab.nspi;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;

/** The address book as it was at one moment, with its Minimal Entry IDs. Immutable. */
final class PersonTable {
    private final List<PropertyBag> persons;
    private final int[] mids;
    private final Map<Integer, Integer> rowByMid = new HashMap<>();
    private final Map<String, Integer> rowByName = new HashMap<>();

    private PersonTable(List<PropertyBag> persons, Numbers numbers) {
        this.persons = persons;
        this.mids = new int[persons.size()];
        for (int row = 0; row < mids.length; row++) {
            String dn = dn(persons.get(row));
            mids[row] = numbers.of(dn);
            rowByMid.put(mids[row], row);
            rowByName.put(dn, row);
        }
    }

    /** Gives every person a number for the server's life. */
    static final class Numbers {
        private static final int FIRST = 0x10; // below are signals
        private final Map<String, Integer> byDn = new ConcurrentHashMap<>();
        private final AtomicInteger next = new AtomicInteger(FIRST);
        private volatile PersonTable latest = new PersonTable(List.of(), this);

        int of(String dn) {
            return byDn.computeIfAbsent(dn, any -> next.getAndIncrement());
        }

        PersonTable table(AddressBook book) {
            PersonTable known = latest;
            List<PropertyBag> now = book.persons();
            if (known.persons != now) {
                known = new PersonTable(now, this);
                latest = known;
            }
            return known;
        }
    }

    int size() {
        return mids.length;
    }

    PropertyBag person(int row) {
        return persons.get(row);
    }

    int mid(int row) {
        return mids[row];
    }

    OptionalInt row(int mid) {
        Integer row = rowByMid.get(mid);
        return row == null ? OptionalInt.empty() : OptionalInt.of(row);
    }

    Optional<Integer> mid(String legacyExchangeDn) {
        return Optional.ofNullable(rowByName.get(legacyExchangeDn.toLowerCase(Locale.ROOT))).map(row -> mids[row]);
    }

    /** The first row whose name is not before {@code name}; the size if there is none. */
    int seek(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int low = 0;
        int high = mids.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (name(middle).compareTo(wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private String name(int row) {
        return persons.get(row).text(Tags.DISPLAY_NAME).toLowerCase(Locale.ROOT);
    }

    private static String dn(PropertyBag person) {
        return person.text(Tags.EMAIL_ADDRESS).toLowerCase(Locale.ROOT);
    }
}
