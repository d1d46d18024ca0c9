package org.voxpost.mailbox.wire.nspi;

import static org.voxpost.mailbox.wire.nspi.NdrFields.columns;
import static org.voxpost.mailbox.wire.nspi.NdrFields.optionalNumbers;
import static org.voxpost.mailbox.wire.nspi.NdrFields.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Requests as NDR stubs ([MS-OXNSPI] section 6). */
final class NdrRequests {
    private NdrRequests() {
    }

    /** The stub of a request; Bind ignores the handle. */
    static byte[] write(ContextHandle handle, NspiCall<?> call) {
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
    static NspiStub.Request read(int opnum, byte[] stub) {
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
        return new NspiStub.Request(handle, call);
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

    private static Stat reservedStat(NdrReader in) {
        int reserved = in.int32("Reserved");
        if (reserved != 0) {
            throw in.error("Reserved", "is " + reserved);
        }
        return stat(in);
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
