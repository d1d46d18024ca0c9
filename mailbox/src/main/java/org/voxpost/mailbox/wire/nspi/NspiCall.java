package org.voxpost.mailbox.wire.nspi;

import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.mapihttp.RequestType;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/**
 * One operation on the address book ([MS-OXNSPI] 3.1.4.1), independent of what carries it. Reserved parameters are
 * written 0 and, when not 0, refused by readers.
 *
 * @param <A> what a server answers
 */
public sealed interface NspiCall<A extends NspiAnswer> {
    /** In {@link QueryRows} and {@link GetProps}: do not ask for values that cost much. */
    int SKIP_OBJECTS = 1;
    /** In {@link QueryRows} and {@link GetProps}: entry ids that are valid in this session only. */
    int EPHEMERAL_IDS = 2;
    /** In {@link GetSpecialTable}: names in Unicode. */
    int UNICODE_STRINGS = 4;

    /** What MAPI over HTTP calls it. */
    RequestType type();

    /** Its number in RPC. */
    int opnum();

    /** NspiBind (opnum 0). @param flags 0x20 for an anonymous login */
    record Bind(int flags, Stat stat) implements NspiCall<NspiAnswer.Bound> {
        @Override
        public RequestType type() {
            return RequestType.BIND;
        }

        @Override
        public int opnum() {
            return 0;
        }
    }

    /** NspiUnbind (opnum 1). */
    record Unbind() implements NspiCall<NspiAnswer.Done> {
        @Override
        public RequestType type() {
            return RequestType.UNBIND;
        }

        @Override
        public int opnum() {
            return 1;
        }
    }

    /** NspiUpdateStat (opnum 2): moves the cursor. @param wantsDelta true to be told by how many rows */
    record UpdateStat(Stat stat, boolean wantsDelta) implements NspiCall<NspiAnswer.Moved> {
        @Override
        public RequestType type() {
            return RequestType.UPDATE_STAT;
        }

        @Override
        public int opnum() {
            return 2;
        }
    }

    /**
     * NspiQueryRows (opnum 3).
     *
     * @param explicitTable MIds to read instead of the table; empty for the table
     * @param count most rows wanted; servers may give fewer
     * @param columns empty for the server's choice
     */
    record QueryRows(int flags, Stat stat, List<Integer> explicitTable, int count, List<PropertyTag> columns)
            implements
                NspiCall<NspiAnswer.Rows> {
        public QueryRows {
            explicitTable = List.copyOf(explicitTable);
            columns = List.copyOf(columns);
        }

        @Override
        public RequestType type() {
            return RequestType.QUERY_ROWS;
        }

        @Override
        public int opnum() {
            return 3;
        }
    }

    /**
     * NspiSeekEntries (opnum 4): the first row that is not before {@code target}.
     *
     * @param target a display name
     * @param columns empty to move the cursor only
     */
    record SeekEntries(Stat stat, PropertyValue target, List<Integer> explicitTable, List<PropertyTag> columns)
            implements
                NspiCall<NspiAnswer.Rows> {
        public SeekEntries {
            explicitTable = List.copyOf(explicitTable);
            columns = List.copyOf(columns);
        }

        @Override
        public RequestType type() {
            return RequestType.SEEK_ENTRIES;
        }

        @Override
        public int opnum() {
            return 4;
        }
    }

    /**
     * NspiGetMatches (opnum 5). Its STAT comes back changed and must not be used again.
     *
     * @param filter absent: the objects that the property {@code stat.container} of row {@code stat.current} names
     * @param count most rows wanted
     */
    record GetMatches(Stat stat, Optional<Restriction> filter, int count, List<PropertyTag> columns)
            implements
                NspiCall<NspiAnswer.Matches> {
        public GetMatches {
            columns = List.copyOf(columns);
        }

        @Override
        public RequestType type() {
            return RequestType.GET_MATCHES;
        }

        @Override
        public int opnum() {
            return 5;
        }
    }

    /** NspiResortRestriction (opnum 6): sorts rows by display name. */
    record ResortRestriction(Stat stat, List<Integer> mids) implements NspiCall<NspiAnswer.Sorted> {
        public ResortRestriction {
            mids = List.copyOf(mids);
        }

        @Override
        public RequestType type() {
            return RequestType.RESORT_RESTRICTION;
        }

        @Override
        public int opnum() {
            return 6;
        }
    }

    /** NspiDNToMId (opnum 7). @param names legacyExchangeDNs, 8-bit characters */
    record DnToMid(List<String> names) implements NspiCall<NspiAnswer.Mids> {
        public DnToMid {
            names = List.copyOf(names);
        }

        @Override
        public RequestType type() {
            return RequestType.DN_TO_MID;
        }

        @Override
        public int opnum() {
            return 7;
        }
    }

    /** NspiGetPropList (opnum 8): which properties a row has. */
    record GetPropList(int flags, int mid, int codePage) implements NspiCall<NspiAnswer.Columns> {
        @Override
        public RequestType type() {
            return RequestType.GET_PROP_LIST;
        }

        @Override
        public int opnum() {
            return 8;
        }
    }

    /** NspiGetProps (opnum 9): of the row {@code stat.current}. @param tags empty for all it has */
    record GetProps(int flags, Stat stat, List<PropertyTag> tags) implements NspiCall<NspiAnswer.Properties> {
        public GetProps {
            tags = List.copyOf(tags);
        }

        @Override
        public RequestType type() {
            return RequestType.GET_PROPS;
        }

        @Override
        public int opnum() {
            return 9;
        }
    }

    /** NspiCompareMIds (opnum 10): which of two rows comes first. */
    record CompareMids(Stat stat, int first, int second) implements NspiCall<NspiAnswer.Compared> {
        @Override
        public RequestType type() {
            return RequestType.COMPARE_MIDS;
        }

        @Override
        public int opnum() {
            return 10;
        }
    }

    /** NspiGetSpecialTable (opnum 12): the address lists. @param version of the table known, to be spared it; else 0 */
    record GetSpecialTable(int flags, Stat stat, int version) implements NspiCall<NspiAnswer.Table> {
        @Override
        public RequestType type() {
            return RequestType.GET_SPECIAL_TABLE;
        }

        @Override
        public int opnum() {
            return 12;
        }
    }

    /** NspiQueryColumns (opnum 16): which properties the server knows. @param flags 0x80000000 for Unicode types */
    record QueryColumns(int flags) implements NspiCall<NspiAnswer.Columns> {
        @Override
        public RequestType type() {
            return RequestType.QUERY_COLUMNS;
        }

        @Override
        public int opnum() {
            return 16;
        }
    }

    /** NspiResolveNamesW (opnum 20): ambiguous name resolution of each name. */
    record ResolveNames(Stat stat, List<PropertyTag> columns, List<String> names)
            implements
                NspiCall<NspiAnswer.Resolved> {
        public ResolveNames {
            columns = List.copyOf(columns);
            names = List.copyOf(names);
        }

        @Override
        public RequestType type() {
            return RequestType.RESOLVE_NAMES;
        }

        @Override
        public int opnum() {
            return 20;
        }
    }
}
