package org.voxpost.mailbox.wire.nspi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Calls and answers as NDR stubs of RPC ([MS-OXNSPI] section 6): parameters in the order of the IDL, status last. */
public final class NspiStub {
    /** The interface's UUID; version 56.0. */
    public static final UUID INTERFACE = UUID.fromString("f5cc5a18-4264-101a-8c59-08002b2f8426");

    private NspiStub() {
    }

    /** A call in the session of a handle. */
    public record Request(ContextHandle handle, NspiCall<?> call) {
    }

    /** An answer, and the session's handle where the operation returns one. */
    public record Answer<A extends NspiAnswer>(ContextHandle handle, A answer) {
    }

    /** The stub of a request; Bind ignores the handle. */
    public static byte[] request(ContextHandle handle, NspiCall<?> call) {
        var out = new NdrWriter();
        if (!(call instanceof NspiCall.Bind)) {
            out.handle(handle);
        }
        switch (call) {
            case NspiCall.Bind bind -> {
                stat(out.int32("dwFlags", bind.flags()), bind.stat());
                out.pointer("pServerGuid", () -> out.guid("pServerGuid", new UUID(0, 0))).flush();
            }
            case NspiCall.Unbind unused -> out.int32("Reserved", 0);
            case NspiCall.UpdateStat update -> {
                stat(out.int32("Reserved", 0), update.stat());
                if (update.wantsDelta()) {
                    out.pointer("plDelta", () -> out.int32("plDelta", 0)).flush();
                } else {
                    out.none("plDelta");
                }
            }
            case NspiCall.QueryRows query -> {
                stat(out.int32("dwFlags", query.flags()), query.stat());
                explicitTable(out.int32("dwETableCount", query.explicitTable().size()), query.explicitTable());
                columns(out.int32("Count", query.count()), query.columns());
            }
            case NspiCall.SeekEntries seek -> {
                stat(out.int32("Reserved", 0), seek.stat());
                NdrValues.value(out, seek.target());
                out.flush();
                optionalNumbers(out, "lpETable", seek.explicitTable());
                columns(out, seek.columns());
            }
            case NspiCall.GetMatches matches -> {
                stat(out.int32("Reserved1", 0), matches.stat());
                out.none("pReserved").int32("Reserved2", 0);
                if (matches.filter().isPresent()) {
                    out.pointer("Filter", () -> NdrRestrictions.write(out, matches.filter().get())).flush();
                } else {
                    out.none("Filter");
                }
                columns(out.none("lpPropName").int32("ulRequested", matches.count()), matches.columns());
            }
            case NspiCall.ResortRestriction resort -> {
                stat(out.int32("Reserved", 0), resort.stat());
                NdrValues.numbers(out, resort.mids());
                out.none("ppOutMIds");
            }
            case NspiCall.DnToMid dn -> names(out.int32("Reserved", 0), dn.names(), false);
            case NspiCall.GetPropList list ->
                out.int32("dwFlags", list.flags()).int32("dwMId", list.mid()).int32("CodePage", list.codePage());
            case NspiCall.GetProps props -> {
                stat(out.int32("dwFlags", props.flags()), props.stat());
                columns(out, props.tags());
            }
            case NspiCall.CompareMids compare -> {
                stat(out.int32("Reserved", 0), compare.stat());
                out.int32("MId1", compare.first()).int32("MId2", compare.second());
            }
            case NspiCall.GetSpecialTable table -> {
                stat(out.int32("dwFlags", table.flags()), table.stat());
                out.int32("lpVersion", table.version());
            }
            case NspiCall.QueryColumns query -> out.int32("Reserved", 0).int32("dwFlags", query.flags());
            case NspiCall.ResolveNames resolve -> {
                stat(out.int32("Reserved", 0), resolve.stat());
                columns(out, resolve.columns());
                names(out, resolve.names(), true);
            }
        }
        return out.stub();
    }

    /**
     * Reads the stub of a request.
     *
     * @throws WireException if the bytes are none, or the operation is not offered
     */
    public static Request request(int opnum, byte[] stub) {
        var in = new NdrReader(stub);
        ContextHandle handle = opnum == 0 ? ContextHandle.NIL : in.handle();
        NspiCall<?> call = switch (opnum) {
            case 0 -> {
                var bind = new NspiCall.Bind(in.int32("dwFlags"), stat(in));
                in.pointer("pServerGuid", () -> in.guid("pServerGuid"));
                in.flush();
                yield bind;
            }
            case 1 -> {
                in.int32("Reserved");
                yield new NspiCall.Unbind();
            }
            case 2 -> new NspiCall.UpdateStat(reservedStat(in), in.present("plDelta"));
            case 3 -> new NspiCall.QueryRows(in.int32("dwFlags"), stat(in), explicitTable(in), in.int32("Count"),
                    columns(in));
            case 4 -> new NspiCall.SeekEntries(reservedStat(in), target(in), optionalNumbers(in, "lpETable"),
                    columns(in));
            case 5 -> matches(in);
            case 6 -> new NspiCall.ResortRestriction(reservedStat(in), NdrValues.numbers(in));
            case 7 -> {
                in.int32("Reserved");
                yield new NspiCall.DnToMid(names(in, false));
            }
            case 8 -> new NspiCall.GetPropList(in.int32("dwFlags"), in.int32("dwMId"), in.int32("CodePage"));
            case 9 -> new NspiCall.GetProps(in.int32("dwFlags"), stat(in), columns(in));
            case 10 -> new NspiCall.CompareMids(reservedStat(in), in.int32("MId1"), in.int32("MId2"));
            case 12 -> new NspiCall.GetSpecialTable(in.int32("dwFlags"), stat(in), in.int32("lpVersion"));
            case 16 -> {
                in.int32("Reserved");
                yield new NspiCall.QueryColumns(in.int32("dwFlags"));
            }
            case 19 -> new NspiCall.ResolveNames(reservedStat(in), columns(in), names(in, false));
            case 20 -> new NspiCall.ResolveNames(reservedStat(in), columns(in), names(in, true));
            default -> throw in.error("opnum", opnum + " is not offered");
        };
        return new Request(handle, call);
    }

    private static NspiCall.GetMatches matches(NdrReader in) {
        Stat stat = reservedStat(in);
        optionalNumbers(in, "pReserved");
        in.int32("Reserved2");
        var filter = new ArrayList<Restriction>();
        in.pointer("Filter", () -> NdrRestrictions.read(in, filter::add));
        in.flush();
        in.pointer("lpPropName", () -> {
            in.pointer("lpguid", () -> in.guid("lpguid"));
            in.int32("ulReserved");
            in.int32("lID");
        });
        in.flush();
        return new NspiCall.GetMatches(stat, filter.stream().findFirst(), in.int32("ulRequested"), columns(in));
    }

    private static PropertyValue target(NdrReader in) {
        var last = new PropertyValue[1];
        NdrValues.value(in, value -> last[0] = value);
        in.flush();
        return last[0];
    }

    /** The stub of an answer. */
    public static byte[] answer(ContextHandle handle, NspiAnswer answer) {
        var out = new NdrWriter();
        switch (answer) {
            case NspiAnswer.Bound bound -> {
                if (bound.server().isPresent()) {
                    out.pointer("pServerGuid", () -> out.guid("pServerGuid", bound.server().get())).flush();
                } else {
                    out.none("pServerGuid");
                }
                out.handle(handle);
            }
            case NspiAnswer.Done unused -> out.handle(ContextHandle.NIL);
            case NspiAnswer.Moved moved -> {
                stat(out, moved.stat().orElse(Stat.START));
                if (moved.delta().isPresent()) {
                    out.pointer("plDelta", () -> out.int32("plDelta", moved.delta().getAsInt())).flush();
                } else {
                    out.none("plDelta");
                }
            }
            case NspiAnswer.Rows rows -> {
                stat(out, rows.stat().orElse(Stat.START));
                rows(out, rows.status(), rows.rows());
            }
            case NspiAnswer.Matches matches -> {
                stat(out, matches.stat().orElse(Stat.START));
                numbers(out, matches.status(), matches.mids());
                rows(out, matches.status(), matches.rows());
            }
            case NspiAnswer.Sorted sorted -> {
                stat(out, sorted.stat().orElse(Stat.START));
                numbers(out, sorted.status(), sorted.mids());
            }
            case NspiAnswer.Mids mids -> numbers(out, mids.status(), mids.mids());
            case NspiAnswer.Columns columns ->
                numbers(out, columns.status(), columns.tags().stream().map(PropertyTag::value).toList());
            case NspiAnswer.Properties properties -> {
                if (NspiStatus.isAnswer(properties.status())) {
                    out.pointer("ppRows", () -> NdrValues.row(out, properties.values())).flush();
                } else {
                    out.none("ppRows");
                }
            }
            case NspiAnswer.Compared compared -> out.int32("plResult", compared.order());
            case NspiAnswer.Table table -> {
                out.int32("lpVersion", table.version().orElse(0));
                if (NspiStatus.isAnswer(table.status())) {
                    out.pointer("ppRows", () -> NdrValues.rows(out, table.rows())).flush();
                } else {
                    out.none("ppRows");
                }
            }
            case NspiAnswer.Resolved resolved -> {
                numbers(out, resolved.status(), resolved.results());
                rows(out, resolved.status(), resolved.rows());
            }
        }
        return out.int32("status", answer.status()).stub();
    }

    /** Reads the stub of an answer. @throws WireException if the bytes are no answer to {@code call} */
    @SuppressWarnings("unchecked") // each call is answered with the type its declaration names
    public static <A extends NspiAnswer> Answer<A> answer(NspiCall<A> call, byte[] stub) {
        var in = new NdrReader(stub);
        var handle = new ContextHandle[]{ContextHandle.NIL};
        A answer = (A) switch (call) {
            case NspiCall.Bind unused -> {
                var guid = new ArrayList<UUID>();
                in.pointer("pServerGuid", () -> guid.add(in.guid("pServerGuid")));
                in.flush();
                handle[0] = in.handle();
                yield new NspiAnswer.Bound(status(in), guid.stream().findFirst());
            }
            case NspiCall.Unbind unused -> {
                handle[0] = in.handle();
                yield new NspiAnswer.Done(status(in));
            }
            case NspiCall.UpdateStat unused -> {
                Stat stat = stat(in);
                OptionalInt delta = in.present("plDelta") ? OptionalInt.of(in.int32("plDelta")) : OptionalInt.empty();
                yield new NspiAnswer.Moved(status(in), Optional.of(stat), delta);
            }
            case NspiCall.QueryRows unused -> tableRows(in);
            case NspiCall.SeekEntries unused -> tableRows(in);
            case NspiCall.GetMatches unused -> {
                Stat stat = stat(in);
                List<Integer> mids = optionalNumbers(in, "ppOutMIds");
                RowSet rows = NdrValues.rowSet(rows(in));
                yield new NspiAnswer.Matches(status(in), Optional.of(stat), mids, rows);
            }
            case NspiCall.ResortRestriction unused -> {
                Stat stat = stat(in);
                List<Integer> mids = optionalNumbers(in, "ppOutMIds");
                yield new NspiAnswer.Sorted(status(in), Optional.of(stat), mids);
            }
            case NspiCall.DnToMid unused -> {
                List<Integer> mids = optionalNumbers(in, "ppMIds");
                yield new NspiAnswer.Mids(status(in), mids);
            }
            case NspiCall.GetPropList unused -> tagAnswer(in);
            case NspiCall.QueryColumns unused -> tagAnswer(in);
            case NspiCall.GetProps unused -> {
                var values = new ArrayList<PropertyValue>();
                in.pointer("ppRows", () -> NdrValues.row(in, values::addAll));
                in.flush();
                yield new NspiAnswer.Properties(status(in), Stat.WESTERN, values);
            }
            case NspiCall.CompareMids unused -> {
                int order = in.int32("plResult");
                yield new NspiAnswer.Compared(status(in), order);
            }
            case NspiCall.GetSpecialTable unused -> {
                int version = in.int32("lpVersion");
                List<List<PropertyValue>> rows = rows(in);
                yield new NspiAnswer.Table(status(in), Stat.WESTERN, OptionalInt.of(version), rows);
            }
            case NspiCall.ResolveNames unused -> {
                List<Integer> results = optionalNumbers(in, "ppMIds");
                RowSet rows = NdrValues.rowSet(rows(in));
                yield new NspiAnswer.Resolved(status(in), Stat.WESTERN, results, rows);
            }
        };
        return new Answer<>(handle[0], answer);
    }

    private static NspiAnswer tableRows(NdrReader in) {
        Stat stat = stat(in);
        RowSet rows = NdrValues.rowSet(rows(in));
        return new NspiAnswer.Rows(status(in), Optional.of(stat), rows);
    }

    private static NspiAnswer tagAnswer(NdrReader in) {
        List<PropertyTag> tags = optionalNumbers(in, "ppPropTags").stream().map(PropertyTag::of).toList();
        return new NspiAnswer.Columns(status(in), tags);
    }

    private static int status(NdrReader in) {
        return in.int32("status");
    }

    private static void stat(NdrWriter out, Stat stat) {
        var bytes = new WireWriter();
        stat.write(bytes);
        out.raw("STAT", bytes.bytes());
    }

    private static Stat stat(NdrReader in) {
        return Stat.read(new WireReader(in.raw("STAT", Stat.LENGTH_BYTES)));
    }

    private static Stat reservedStat(NdrReader in) {
        int reserved = in.int32("Reserved");
        if (reserved != 0) {
            throw in.error("Reserved", "is " + reserved);
        }
        return stat(in);
    }

    private static void columns(NdrWriter out, List<PropertyTag> columns) {
        optionalNumbers(out, "pPropTags", columns.stream().map(PropertyTag::value).toList());
    }

    private static List<PropertyTag> columns(NdrReader in) {
        return optionalNumbers(in, "pPropTags").stream().map(PropertyTag::of).toList();
    }

    private static void optionalNumbers(NdrWriter out, String field, List<Integer> numbers) {
        if (numbers.isEmpty()) {
            out.none(field);
        } else {
            out.pointer(field, () -> NdrValues.numbers(out, numbers)).flush();
        }
    }

    private static void numbers(NdrWriter out, int status, List<Integer> numbers) {
        if (NspiStatus.isAnswer(status)) {
            out.pointer("numbers", () -> NdrValues.numbers(out, numbers)).flush();
        } else {
            out.none("numbers");
        }
    }

    private static List<Integer> optionalNumbers(NdrReader in, String field) {
        var numbers = new ArrayList<Integer>();
        in.pointer(field, () -> numbers.addAll(NdrValues.numbers(in)));
        in.flush();
        return numbers;
    }

    private static void explicitTable(NdrWriter out, List<Integer> mids) {
        if (mids.isEmpty()) {
            out.none("lpETable");
        } else {
            out.pointer("lpETable", () -> {
                out.int32("max_count", mids.size());
                mids.forEach(mid -> out.int32("MId", mid));
            }).flush();
        }
    }

    private static List<Integer> explicitTable(NdrReader in) {
        in.int32("dwETableCount");
        var mids = new ArrayList<Integer>();
        in.pointer("lpETable", () -> {
            int count = in.count("max_count", 4);
            for (int i = 0; i < count; i++) {
                mids.add(in.int32("MId"));
            }
        });
        in.flush();
        return mids;
    }

    private static void rows(NdrWriter out, int status, RowSet rows) {
        if (NspiStatus.isAnswer(status)) {
            out.pointer("ppRows", () -> NdrValues.rows(out, rows.rows().stream().map(PropertyRow::cells).toList()))
                    .flush();
        } else {
            out.none("ppRows");
        }
    }

    private static List<List<PropertyValue>> rows(NdrReader in) {
        var rows = new ArrayList<List<PropertyValue>>();
        in.pointer("ppRows", () -> NdrValues.rows(in, rows::addAll));
        in.flush();
        return rows;
    }

    private static void names(NdrWriter out, List<String> names, boolean unicode) {
        out.int32("max_count", names.size()).int32("Count", names.size());
        for (String name : names) {
            out.pointer("name", () -> {
                if (unicode) {
                    out.string16("name", name);
                } else {
                    out.string8("name", name);
                }
            });
        }
        out.flush();
    }

    private static List<String> names(NdrReader in, boolean unicode) {
        in.int32("max_count");
        int count = in.count("Count", 4);
        var names = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            int index = i;
            names.add("");
            in.pointer("name", () -> names.set(index, unicode ? in.string16("name") : in.string8("name")));
        }
        in.flush();
        return names;
    }
}
