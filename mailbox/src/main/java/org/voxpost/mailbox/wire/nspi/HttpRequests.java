package org.voxpost.mailbox.wire.nspi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.mapihttp.RequestType;
import org.voxpost.mailbox.wire.nspi.NspiCall.Bind;
import org.voxpost.mailbox.wire.nspi.NspiCall.CompareMids;
import org.voxpost.mailbox.wire.nspi.NspiCall.DnToMid;
import org.voxpost.mailbox.wire.nspi.NspiCall.GetMatches;
import org.voxpost.mailbox.wire.nspi.NspiCall.GetPropList;
import org.voxpost.mailbox.wire.nspi.NspiCall.GetProps;
import org.voxpost.mailbox.wire.nspi.NspiCall.GetSpecialTable;
import org.voxpost.mailbox.wire.nspi.NspiCall.QueryColumns;
import org.voxpost.mailbox.wire.nspi.NspiCall.QueryRows;
import org.voxpost.mailbox.wire.nspi.NspiCall.ResolveNames;
import org.voxpost.mailbox.wire.nspi.NspiCall.ResortRestriction;
import org.voxpost.mailbox.wire.nspi.NspiCall.SeekEntries;
import org.voxpost.mailbox.wire.nspi.NspiCall.Unbind;
import org.voxpost.mailbox.wire.nspi.NspiCall.UpdateStat;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Request bodies of the address book endpoint, field by field ([MS-OXCMAPIHTTP] 2.2.5). */
final class HttpRequests {
    static final int PRESENT = 0xff;

    private HttpRequests() {
    }

    static void write(WireWriter out, NspiCall<?> call, boolean presence) {
        switch (call) {
            case Bind bind -> state(out.int32("Flags", bind.flags()), bind.stat());
            case Unbind unused -> out.uint32("Reserved", 0);
            case UpdateStat update ->
                state(out.uint32("Reserved", 0), update.stat()).uint8("DeltaRequested", flag(update.wantsDelta()));
            case QueryRows query -> {
                state(out.int32("Flags", query.flags()), query.stat());
                NspiHttp.mids(out, query.explicitTable());
                columns(out.uint32("RowCount", query.count()), query.columns());
            }
            case SeekEntries seek -> {
                state(out.uint32("Reserved", 0), seek.stat()).uint8("HasTarget", PRESENT);
                HttpValues.tagged(out, seek.target());
                optionalMids(out, seek.explicitTable());
                columns(out, seek.columns());
            }
            case GetMatches matches -> {
                state(out.uint32("Reserved", 0), matches.stat()).uint8("HasMinimalIds", 0)
                        .uint32("InterfaceOptionFlags", 0).uint8("HasFilter", flag(matches.filter().isPresent()));
                matches.filter().ifPresent(filter -> HttpRestrictions.write(out, filter, presence));
                columns(out.uint8("HasPropertyName", 0).uint32("RowCount", matches.count()), matches.columns());
            }
            case ResortRestriction resort -> optionalMids(state(out.uint32("Reserved", 0), resort.stat()),
                    resort.mids());
            case DnToMid dn -> names(out.uint32("Reserved", 0), dn.names(), false);
            case GetPropList list ->
                out.int32("Flags", list.flags()).int32("MinimalId", list.mid()).int32("CodePage", list.codePage());
            case GetProps props -> columns(state(out.int32("Flags", props.flags()), props.stat()), props.tags());
            case CompareMids compare -> state(out.uint32("Reserved", 0), compare.stat())
                    .int32("MinimalId1", compare.first()).int32("MinimalId2", compare.second());
            case GetSpecialTable table -> state(out.int32("Flags", table.flags()), table.stat())
                    .uint8("HasVersion", PRESENT).int32("Version", table.version());
            case QueryColumns query -> out.uint32("Reserved", 0).int32("MapiFlags", query.flags());
            case ResolveNames resolve -> {
                columns(state(out.uint32("Reserved", 0), resolve.stat()), resolve.columns());
                names(out, resolve.names(), true);
            }
        }
    }

    static NspiCall<?> read(WireReader in, RequestType type) {
        return switch (type) {
            case BIND -> new Bind(in.int32("Flags"), state(in));
            case UNBIND -> {
                NspiHttp.reserved(in);
                yield new Unbind();
            }
            case UPDATE_STAT -> new UpdateStat(reservedState(in), in.bool("DeltaRequested"));
            case QUERY_ROWS -> new QueryRows(in.int32("Flags"), state(in), NspiHttp.mids(in), in.int32("RowCount"),
                    optionalTags(in));
            case SEEK_ENTRIES ->
                new SeekEntries(reservedState(in), target(in), optionalMids(in), optionalTags(in));
            case GET_MATCHES -> matches(in);
            case RESORT_RESTRICTION -> new ResortRestriction(reservedState(in), optionalMids(in));
            case DN_TO_MID -> {
                NspiHttp.reserved(in);
                yield new DnToMid(names(in, r -> r.string8Z("Name")));
            }
            case GET_PROP_LIST -> new GetPropList(in.int32("Flags"), in.int32("MinimalId"), in.int32("CodePage"));
            case GET_PROPS -> new GetProps(in.int32("Flags"), state(in), optionalTags(in));
            case COMPARE_MIDS -> new CompareMids(reservedState(in), in.int32("MinimalId1"), in.int32("MinimalId2"));
            case GET_SPECIAL_TABLE -> new GetSpecialTable(in.int32("Flags"), state(in),
                    in.bool("HasVersion") ? in.int32("Version") : 0);
            case QUERY_COLUMNS -> {
                NspiHttp.reserved(in);
                yield new QueryColumns(in.int32("MapiFlags"));
            }
            case RESOLVE_NAMES -> new ResolveNames(reservedState(in), optionalTags(in),
                    names(in, r -> r.unicodeZ("Name")));
            default -> throw in.error("X-RequestType", type.wireName() + " is not offered");
        };
    }

    private static GetMatches matches(WireReader in) {
        Stat stat = reservedState(in);
        optionalMids(in); // MinimalIds, which the specification reserves
        int options = in.int32("InterfaceOptionFlags");
        if (options != 0) {
            throw in.error("InterfaceOptionFlags", "are " + options);
        }
        Optional<Restriction> filter = in.bool("HasFilter") ? Optional.of(HttpRestrictions.read(in)) : Optional.empty();
        if (in.bool("HasPropertyName")) {
            in.skip("PropertyGuid and PropertyNameId", 20);
        }
        return new GetMatches(stat, filter, in.int32("RowCount"), optionalTags(in));
    }

    private static PropertyValue target(WireReader in) {
        if (!in.bool("HasTarget")) {
            throw in.error("HasTarget", "no target to seek");
        }
        return HttpValues.tagged(in);
    }

    static WireWriter state(WireWriter out, Stat stat) {
        stat.write(out.uint8("HasState", PRESENT));
        return out;
    }

    private static Stat reservedState(WireReader in) {
        NspiHttp.reserved(in);
        return state(in);
    }

    private static Stat state(WireReader in) {
        if (!in.bool("HasState")) {
            throw in.error("HasState", "no STAT");
        }
        return Stat.read(in);
    }

    private static void columns(WireWriter out, List<PropertyTag> columns) {
        out.uint8("HasColumns", flag(!columns.isEmpty()));
        if (!columns.isEmpty()) {
            HttpValues.tags(out, columns);
        }
    }

    private static List<PropertyTag> optionalTags(WireReader in) {
        return in.bool("HasColumns") ? HttpValues.tags(in) : List.of();
    }

    private static void optionalMids(WireWriter out, List<Integer> mids) {
        out.uint8("HasMinimalIds", flag(!mids.isEmpty()));
        if (!mids.isEmpty()) {
            NspiHttp.mids(out, mids);
        }
    }

    private static List<Integer> optionalMids(WireReader in) {
        return in.bool("HasMinimalIds") ? NspiHttp.mids(in) : List.of();
    }

    private static void names(WireWriter out, List<String> names, boolean unicode) {
        out.uint8("HasNames", PRESENT).uint32("NameCount", names.size());
        for (String name : names) {
            if (unicode) {
                out.unicodeZ("Name", name);
            } else {
                out.string8Z("Name", name);
            }
        }
    }

    private static List<String> names(WireReader in, Function<WireReader, String> one) {
        if (!in.bool("HasNames")) {
            return List.of();
        }
        int count = in.count("NameCount", in.uint32("NameCount"), 1);
        var names = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            names.add(one.apply(in));
        }
        return names;
    }

    static int flag(boolean present) {
        return present ? PRESENT : 0;
    }
}
