package org.voxpost.mailbox.wire.nspi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** What a server answers to an {@link NspiCall}. After a failure the rest is empty; {@link NspiStatus} names them. */
public sealed interface NspiAnswer {

    /** 0 is success. */
    int status();

    /** Nothing but the status. */
    record Done(int status) implements NspiAnswer {
    }

    /** @param server GUID of the server, with which MIds and ephemeral entry ids are valid */
    record Bound(int status, Optional<UUID> server) implements NspiAnswer {
    }

    /** @param delta rows moved, if that was asked */
    record Moved(int status, Optional<Stat> stat, OptionalInt delta) implements NspiAnswer {
    }

    /** @param stat where the table stands now */
    record Rows(int status, Optional<Stat> stat, RowSet rows) implements NspiAnswer {
    }

    /** @param mids of all matches */
    record Matches(int status, Optional<Stat> stat, List<Integer> mids, RowSet rows) implements NspiAnswer {
        public Matches {
            mids = List.copyOf(mids);
        }
    }

    /** @param mids in the table's order */
    record Sorted(int status, Optional<Stat> stat, List<Integer> mids) implements NspiAnswer {
        public Sorted {
            mids = List.copyOf(mids);
        }
    }

    /** @param mids one for each name; 0 if unknown */
    record Mids(int status, List<Integer> mids) implements NspiAnswer {
        public Mids {
            mids = List.copyOf(mids);
        }
    }

    /** Which properties there are. */
    record Columns(int status, List<PropertyTag> tags) implements NspiAnswer {
        public Columns {
            tags = List.copyOf(tags);
        }
    }

    /** @param values in the order of the tags asked for, errors in place of what is absent */
    record Properties(int status, int codePage, List<PropertyValue> values) implements NspiAnswer {
        public Properties {
            values = List.copyOf(values);
        }
    }

    /** @param order negative, 0 or positive as the first row is before, at or behind the second */
    record Compared(int status, int order) implements NspiAnswer {
    }

    /** @param rows one for each container, with its values; empty if the version is the one known */
    record Table(int status, int codePage, OptionalInt version, List<List<PropertyValue>> rows)
            implements
                NspiAnswer {
        public Table {
            rows = List.copyOf(rows);
        }
    }

    /** @param results one for each name: {@link #UNRESOLVED}, {@link #AMBIGUOUS} or {@link #RESOLVED}
     *  @param rows one for each name that is resolved, in order */
    record Resolved(int status, int codePage, List<Integer> results, RowSet rows) implements NspiAnswer {
        public static final int UNRESOLVED = 0;
        public static final int AMBIGUOUS = 1;
        public static final int RESOLVED = 2;

        public Resolved {
            results = List.copyOf(results);
        }
    }
}
