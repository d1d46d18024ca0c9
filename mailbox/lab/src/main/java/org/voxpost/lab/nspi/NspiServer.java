package org.voxpost.lab.nspi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;

import org.voxpost.lab.store.AddressBook;
import org.voxpost.mailbox.wire.nspi.NspiAnswer;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiStatus;
import org.voxpost.mailbox.wire.nspi.RowSet;
import org.voxpost.mailbox.wire.nspi.Stat;
import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/**
 * Answers the calls of the address book protocol from the store ([MS-OXNSPI] 3.1.4.1). Sessions, sign-in and encoding
 * are the carriers'. Safe for use by many threads.
 */
public final class NspiServer {
    private static final int MOST_TAGS = 100;
    private static final List<PropertyTag> DEFAULT_COLUMNS = IntStream.of(0xFFFD0003, 0x0FFE0003, 0x39000003,
            0x3001001E, 0x3A1A001E, 0x3A18001E, 0x3A19001E).mapToObj(PropertyTag::of).toList();

    private final AddressBook book;
    private final NspiTraits traits;
    private final UUID server = UUID.randomUUID();
    private final PersonTable.Numbers numbers = new PersonTable.Numbers();

    public NspiServer(AddressBook book, NspiTraits traits) {
        this.book = book;
        this.traits = traits;
    }

    /** The GUID that Bind gives. */
    public UUID guid() {
        return server;
    }

    /** Answers anything; what is refused comes back as a status. */
    public NspiAnswer answer(NspiCall<?> call) {
        PersonTable table = numbers.table(book);
        return switch (call) {
            case NspiCall.Bind bind -> new NspiAnswer.Bound(Cursor.check(bind.stat()), Optional.of(server));
            case NspiCall.Unbind unused -> new NspiAnswer.Done(NspiStatus.UNBIND_SUCCESS);
            case NspiCall.UpdateStat update -> update(table, update);
            case NspiCall.QueryRows query -> query(table, query);
            case NspiCall.SeekEntries seek -> seek(table, seek);
            case NspiCall.GetMatches matches -> matches(table, matches);
            case NspiCall.ResortRestriction resort -> resort(table, resort);
            case NspiCall.DnToMid names -> new NspiAnswer.Mids(NspiStatus.SUCCESS,
                    names.names().stream().map(name -> table.mid(name).orElse(0)).toList());
            case NspiCall.GetPropList list -> new NspiAnswer.Columns(NspiStatus.SUCCESS,
                    table.row(list.mid()).stream().mapToObj(row -> cells(table, 0).tags(row)).findFirst()
                            .orElse(List.of()));
            case NspiCall.GetProps props -> props(table, props);
            case NspiCall.CompareMids compare -> compare(table, compare);
            case NspiCall.GetSpecialTable special -> AddressLists.answer(special);
            case NspiCall.QueryColumns unused -> new NspiAnswer.Columns(NspiStatus.SUCCESS, DEFAULT_COLUMNS);
            case NspiCall.ResolveNames resolve -> resolve(table, resolve);
        };
    }

    private Cells cells(PersonTable table, int flags) {
        return new Cells(table, server, flags);
    }

    private static NspiAnswer update(PersonTable table, NspiCall.UpdateStat update) {
        Cursor cursor = Cursor.of(table, update.stat(), true);
        return cursor.refused()
                ? new NspiAnswer.Moved(cursor.status(), Optional.empty(), OptionalInt.empty())
                : new NspiAnswer.Moved(NspiStatus.SUCCESS, Optional.of(cursor.stat(table, update.stat())),
                        update.wantsDelta() ? OptionalInt.of(cursor.moved()) : OptionalInt.empty());
    }

    private NspiAnswer query(PersonTable table, NspiCall.QueryRows query) {
        List<PropertyTag> columns = query.columns().isEmpty() ? DEFAULT_COLUMNS : query.columns();
        Cells cells = cells(table, query.flags());
        if (!query.explicitTable().isEmpty()) {
            List<PropertyRow> rows = query.explicitTable().stream().limit(Math.max(0, query.count()))
                    .map(mid -> row(cells, mid, columns)).toList();
            return new NspiAnswer.Rows(NspiStatus.SUCCESS, Optional.of(query.stat()), new RowSet(columns, rows));
        }
        Cursor cursor = Cursor.of(table, query.stat(), false);
        if (cursor.refused() || query.count() <= 0) {
            return refusedRows(cursor.refused() ? cursor.status() : NspiStatus.INVALID_PARAMETER);
        }
        int end = Math.min(table.size(), cursor.row() + Math.min(query.count(), traits.rowsAPage()));
        List<PropertyRow> rows = IntStream.range(cursor.row(), end).mapToObj(row -> cells.row(row, columns)).toList();
        return new NspiAnswer.Rows(NspiStatus.SUCCESS, Optional.of(Cursor.at(end).stat(table, query.stat())),
                new RowSet(columns, rows));
    }

    private static PropertyRow row(Cells cells, int mid, List<PropertyTag> columns) {
        OptionalInt row = cells.table().row(mid);
        return row.isPresent() ? cells.row(row.getAsInt(), columns) : Cells.unknown(columns);
    }

    private NspiAnswer seek(PersonTable table, NspiCall.SeekEntries seek) {
        int status = Cursor.check(seek.stat());
        if (status == NspiStatus.SUCCESS
                && (seek.stat().sortType() != Stat.BY_DISPLAY_NAME || seek.target().tag().id() != 0x3001)) {
            status = NspiStatus.GENERAL_FAILURE;
        }
        int row = table.seek(String.valueOf(seek.target().value()));
        if (status == NspiStatus.SUCCESS && row == table.size()) {
            status = NspiStatus.NOT_FOUND;
        }
        if (status != NspiStatus.SUCCESS) {
            return refusedRows(status);
        }
        Cells cells = cells(table, 0);
        List<PropertyRow> rows = seek.columns().isEmpty()
                ? List.of()
                : IntStream.range(row, Math.min(table.size(), row + traits.rowsAPage()))
                        .mapToObj(one -> cells.row(one, seek.columns())).toList();
        return new NspiAnswer.Rows(status, Optional.of(Cursor.at(row).stat(table, seek.stat())),
                new RowSet(seek.columns(), rows));
    }

    private static NspiAnswer refusedRows(int status) {
        return new NspiAnswer.Rows(status, Optional.empty(), RowSet.EMPTY);
    }

    private NspiAnswer matches(PersonTable table, NspiCall.GetMatches call) {
        int status = Cursor.check(call.stat());
        if (call.filter().isEmpty()) {
            status = NspiStatus.NOT_SUPPORTED; // nobody has a manager here
        } else if (call.stat().sortType() != Stat.BY_DISPLAY_NAME && call.stat().sortType() != Stat.BY_PHONETIC_NAME) {
            status = NspiStatus.INVALID_PARAMETER;
        }
        if (status != NspiStatus.SUCCESS) {
            return refusedMatches(call, status);
        }
        Cells cells = cells(table, 0);
        Filter filter = new Filter(cells, traits);
        try {
            filter.check(call.filter().get());
            int most = Math.max(0, call.count());
            List<Integer> rows = IntStream.range(0, table.size())
                    .filter(row -> filter.matches(call.filter().get(), row))
                    .limit(most + 1L).boxed().toList();
            return found(call, cells, rows, most);
        } catch (Filter.TooComplex e) {
            return refusedMatches(call, NspiStatus.TOO_COMPLEX);
        }
    }

    private NspiAnswer found(NspiCall.GetMatches call, Cells cells, List<Integer> rows, int most) {
        boolean tooMany = rows.size() > most;
        if (tooMany && !traits.cutsOff()) {
            return refusedMatches(call, NspiStatus.TABLE_TOO_BIG);
        }
        List<Integer> given = tooMany ? rows.subList(0, most) : rows;
        List<PropertyRow> values = call.columns().isEmpty()
                ? List.of()
                : given.stream().map(row -> cells.row(row, call.columns())).toList();
        return new NspiAnswer.Matches(tooMany ? NspiStatus.ERRORS_RETURNED : NspiStatus.SUCCESS,
                Optional.of(call.stat().in(call.stat().current())), given.stream().map(cells.table()::mid).toList(),
                new RowSet(call.columns(), values));
    }

    private static NspiAnswer refusedMatches(NspiCall.GetMatches call, int status) {
        return new NspiAnswer.Matches(status, Optional.of(call.stat()), List.of(), RowSet.EMPTY);
    }

    private static NspiAnswer resort(PersonTable table, NspiCall.ResortRestriction resort) {
        int status = Cursor.check(resort.stat());
        List<Integer> sorted = resort.mids().stream().flatMapToInt(mid -> table.row(mid).stream()).sorted()
                .map(table::mid).boxed().toList();
        return status == NspiStatus.SUCCESS
                ? new NspiAnswer.Sorted(status, Optional.of(resort.stat()), sorted)
                : new NspiAnswer.Sorted(status, Optional.empty(), List.of());
    }

    private NspiAnswer props(PersonTable table, NspiCall.GetProps props) {
        if (props.tags().size() > MOST_TAGS) {
            return new NspiAnswer.Properties(NspiStatus.TABLE_TOO_BIG, props.stat().codePage(), List.of());
        }
        Cells cells = cells(table, props.flags());
        OptionalInt row = table.row(props.stat().current());
        List<PropertyTag> tags = props.tags().isEmpty() && row.isPresent()
                ? cells.tags(row.getAsInt())
                : props.tags();
        List<PropertyValue> values = row(cells, props.stat().current(), tags).cells();
        boolean whole = values.stream().noneMatch(value -> value.value() instanceof PropertyError);
        return new NspiAnswer.Properties(whole ? NspiStatus.SUCCESS : NspiStatus.ERRORS_RETURNED,
                props.stat().codePage(), values);
    }

    private static NspiAnswer compare(PersonTable table, NspiCall.CompareMids compare) {
        OptionalInt first = table.row(compare.first());
        OptionalInt second = table.row(compare.second());
        int status = Cursor.check(compare.stat());
        if (status == NspiStatus.SUCCESS && (first.isEmpty() || second.isEmpty())) {
            status = NspiStatus.INVALID_PARAMETER;
        }
        return new NspiAnswer.Compared(status, status == NspiStatus.SUCCESS
                ? Integer.compare(first.getAsInt(), second.getAsInt())
                : 0);
    }

    private NspiAnswer resolve(PersonTable table, NspiCall.ResolveNames resolve) {
        int status = Cursor.check(resolve.stat());
        if (status != NspiStatus.SUCCESS) {
            return new NspiAnswer.Resolved(status, resolve.stat().codePage(), List.of(), RowSet.EMPTY);
        }
        List<PropertyTag> columns = resolve.columns().isEmpty() ? DEFAULT_COLUMNS : resolve.columns();
        Cells cells = cells(table, 0);
        var results = new ArrayList<Integer>();
        var rows = new ArrayList<PropertyRow>();
        for (String name : resolve.names()) {
            int[] found = IntStream.range(0, table.size()).filter(
                    row -> AmbiguousNames.matches(table.person(row), name.strip().toLowerCase(Locale.ROOT))).limit(2)
                    .toArray();
            results.add(found.length == 1 ? NspiAnswer.Resolved.RESOLVED : Math.min(found.length, 1));
            if (found.length == 1) {
                rows.add(cells.row(found[0], columns));
            }
        }
        return new NspiAnswer.Resolved(status, resolve.stat().codePage(), results, new RowSet(columns, rows));
    }
}
