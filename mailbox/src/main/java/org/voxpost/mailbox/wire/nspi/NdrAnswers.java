package org.voxpost.mailbox.wire.nspi;

import static org.voxpost.mailbox.wire.nspi.NdrFields.optionalNumbers;
import static org.voxpost.mailbox.wire.nspi.NdrFields.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** Answers as NDR stubs ([MS-OXNSPI] section 6): status last. */
final class NdrAnswers {
    private NdrAnswers() {
    }

    /** The stub of an answer. */
    static byte[] write(ContextHandle handle, NspiAnswer answer) {
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
    static <A extends NspiAnswer> NspiStub.Answer<A> read(NspiCall<A> call, byte[] stub) {
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
        return new NspiStub.Answer<>(handle[0], answer);
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

    private static void numbers(NdrWriter out, int status, List<Integer> numbers) {
        if (NspiStatus.isAnswer(status)) {
            out.pointer("numbers", () -> NdrValues.numbers(out, numbers)).flush();
        } else {
            out.none("numbers");
        }
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
}
