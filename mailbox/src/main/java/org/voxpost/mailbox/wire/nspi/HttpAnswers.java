package org.voxpost.mailbox.wire.nspi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** Answer bodies of the address book endpoint behind StatusCode and ErrorCode ([MS-OXCMAPIHTTP] 2.2.5). */
final class HttpAnswers {
    private static final int WESTERN = Stat.WESTERN;

    private HttpAnswers() {
    }

    static void write(WireWriter out, NspiAnswer answer) {
        switch (answer) {
            case NspiAnswer.Done unused -> {
                // the status is all
            }
            case NspiAnswer.Bound bound -> out.guid("ServerGuid", bound.server().orElse(new java.util.UUID(0, 0)));
            case NspiAnswer.Moved moved -> {
                state(out, moved.stat());
                number(out, "Delta", moved.delta());
            }
            case NspiAnswer.Rows rows -> {
                state(out, rows.stat());
                rows(out, rows.status(), rows.rows());
            }
            case NspiAnswer.Matches matches -> {
                state(out, matches.stat());
                mids(out, matches.status(), matches.mids());
                rows(out, matches.status(), matches.rows());
            }
            case NspiAnswer.Sorted sorted -> {
                state(out, sorted.stat());
                mids(out, sorted.status(), sorted.mids());
            }
            case NspiAnswer.Mids mids -> mids(out, mids.status(), mids.mids());
            case NspiAnswer.Columns columns -> {
                boolean has = NspiStatus.isAnswer(columns.status());
                out.uint8("HasColumns", HttpRequests.flag(has));
                if (has) {
                    HttpValues.tags(out, columns.tags());
                }
            }
            case NspiAnswer.Properties properties -> {
                boolean has = NspiStatus.isAnswer(properties.status());
                out.int32("CodePage", properties.codePage()).uint8("HasPropertyValues", HttpRequests.flag(has));
                if (has) {
                    HttpValues.list(out, properties.values());
                }
            }
            case NspiAnswer.Compared compared -> out.int32("Result", compared.order());
            case NspiAnswer.Table table -> table(out, table);
            case NspiAnswer.Resolved resolved -> {
                out.int32("CodePage", resolved.codePage());
                mids(out, resolved.status(), resolved.results());
                rows(out, resolved.status(), resolved.rows());
            }
        }
    }

    /** @param empty true if nothing follows the status */
    @SuppressWarnings("unchecked") // each call is answered with the type its declaration names
    static <A extends NspiAnswer> A read(WireReader in, NspiCall<A> call, int status, boolean empty) {
        return (A) switch (call) {
            case NspiCall.Bind unused ->
                new NspiAnswer.Bound(status, empty ? Optional.empty() : Optional.of(in.guid("ServerGuid")));
            case NspiCall.Unbind unused -> new NspiAnswer.Done(status);
            case NspiCall.UpdateStat unused -> empty
                    ? new NspiAnswer.Moved(status, Optional.empty(), OptionalInt.empty())
                    : new NspiAnswer.Moved(status, state(in), number(in, "Delta"));
            case NspiCall.QueryRows unused -> tableRows(in, status, empty);
            case NspiCall.SeekEntries unused -> tableRows(in, status, empty);
            case NspiCall.GetMatches unused -> empty
                    ? new NspiAnswer.Matches(status, Optional.empty(), List.of(), RowSet.EMPTY)
                    : new NspiAnswer.Matches(status, state(in), mids(in), rows(in));
            case NspiCall.ResortRestriction unused -> empty
                    ? new NspiAnswer.Sorted(status, Optional.empty(), List.of())
                    : new NspiAnswer.Sorted(status, state(in), mids(in));
            case NspiCall.DnToMid unused -> new NspiAnswer.Mids(status, empty ? List.of() : mids(in));
            case NspiCall.GetPropList unused -> new NspiAnswer.Columns(status, empty ? List.of() : tags(in));
            case NspiCall.QueryColumns unused -> new NspiAnswer.Columns(status, empty ? List.of() : tags(in));
            case NspiCall.GetProps unused -> empty
                    ? new NspiAnswer.Properties(status, WESTERN, List.of())
                    : new NspiAnswer.Properties(status, in.int32("CodePage"),
                            in.bool("HasPropertyValues") ? HttpValues.list(in) : List.of());
            case NspiCall.CompareMids unused -> new NspiAnswer.Compared(status, empty ? 0 : in.int32("Result"));
            case NspiCall.GetSpecialTable unused -> empty
                    ? new NspiAnswer.Table(status, WESTERN, OptionalInt.empty(), List.of())
                    : new NspiAnswer.Table(status, in.int32("CodePage"), number(in, "Version"), table(in));
            case NspiCall.ResolveNames unused -> empty
                    ? new NspiAnswer.Resolved(status, WESTERN, List.of(), RowSet.EMPTY)
                    : new NspiAnswer.Resolved(status, in.int32("CodePage"), mids(in), rows(in));
        };
    }

    private static NspiAnswer.Rows tableRows(WireReader in, int status, boolean empty) {
        return empty
                ? new NspiAnswer.Rows(status, Optional.empty(), RowSet.EMPTY)
                : new NspiAnswer.Rows(status, state(in), rows(in));
    }

    private static void state(WireWriter out, Optional<Stat> stat) {
        out.uint8("HasState", HttpRequests.flag(stat.isPresent()));
        stat.ifPresent(present -> present.write(out));
    }

    private static Optional<Stat> state(WireReader in) {
        return in.bool("HasState") ? Optional.of(Stat.read(in)) : Optional.empty();
    }

    private static void number(WireWriter out, String field, OptionalInt number) {
        out.uint8("Has" + field, HttpRequests.flag(number.isPresent()));
        number.ifPresent(present -> out.int32(field, present));
    }

    private static OptionalInt number(WireReader in, String field) {
        return in.bool("Has" + field) ? OptionalInt.of(in.int32(field)) : OptionalInt.empty();
    }

    private static void mids(WireWriter out, int status, List<Integer> mids) {
        boolean has = NspiStatus.isAnswer(status);
        out.uint8("HasMinimalIds", HttpRequests.flag(has));
        if (has) {
            NspiHttp.mids(out, mids);
        }
    }

    private static List<Integer> mids(WireReader in) {
        return in.bool("HasMinimalIds") ? NspiHttp.mids(in) : List.of();
    }

    private static List<PropertyTag> tags(WireReader in) {
        return in.bool("HasColumns") ? HttpValues.tags(in) : List.of();
    }

    private static void rows(WireWriter out, int status, RowSet rows) {
        boolean has = NspiStatus.isAnswer(status);
        out.uint8("HasColumnsAndRows", HttpRequests.flag(has));
        if (has) {
            HttpValues.rows(out, rows);
        }
    }

    private static RowSet rows(WireReader in) {
        return in.bool("HasColumnsAndRows") ? HttpValues.rows(in) : RowSet.EMPTY;
    }

    private static void table(WireWriter out, NspiAnswer.Table table) {
        boolean has = NspiStatus.isAnswer(table.status());
        out.int32("CodePage", table.codePage());
        number(out, "Version", table.version());
        out.uint8("HasRows", HttpRequests.flag(has));
        if (has) {
            out.uint32("RowsCount", table.rows().size());
            table.rows().forEach(row -> HttpValues.list(out, row));
        }
    }

    private static List<List<PropertyValue>> table(WireReader in) {
        if (!in.bool("HasRows")) {
            return List.of();
        }
        int count = in.count("RowsCount", in.uint32("RowsCount"), 4);
        var rows = new ArrayList<List<PropertyValue>>(count);
        for (int i = 0; i < count; i++) {
            rows.add(HttpValues.list(in));
        }
        return rows;
    }
}
