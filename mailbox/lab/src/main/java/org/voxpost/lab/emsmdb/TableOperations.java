package org.voxpost.lab.emsmdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.FindRow;
import org.voxpost.mailbox.wire.rop.GetStatus;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.QueryPosition;
import org.voxpost.mailbox.wire.rop.QueryRows;
import org.voxpost.mailbox.wire.rop.ResetTable;
import org.voxpost.mailbox.wire.rop.Restrict;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.SeekRow;
import org.voxpost.mailbox.wire.rop.SetColumns;
import org.voxpost.mailbox.wire.rop.SortTable;

/** Tables ([MS-OXCTABL] 3.2.5). */
final class TableOperations {
    private static final int LONGEST_CELL = 510; // bytes
    private static final int REPLY_HEAD = 9;

    private static ServerObject.Table table(Slots slots, int slot) {
        return slots.get(slot, ServerObject.Table.class);
    }

    Answer<?> setColumns(SetColumns set, Slots slots) {
        if (set.columns().isEmpty()) {
            throw new Refused(ErrorCode.INVALID_PARAMETER);
        }
        ServerObject.Table table = table(slots, set.table());
        table.columns = set.columns();
        return new Answer<>(set, new Rop.TableState(0));
    }

    Answer<?> sort(SortTable sort, Slots slots) {
        if (sort.categories() != 0) {
            throw new Refused(ErrorCode.NOT_SUPPORTED);
        }
        ServerObject.Table table = table(slots, sort.table());
        table.keys = sort.keys();
        table.changed();
        return new Answer<>(sort, new Rop.TableState(0));
    }

    Answer<?> restrict(Restrict restrict, Slots slots) {
        ServerObject.Table table = table(slots, restrict.table());
        table.restriction = restrict.restriction();
        table.changed();
        return new Answer<>(restrict, new Rop.TableState(0));
    }

    Answer<?> status(GetStatus status, Slots slots) {
        table(slots, status.table());
        return new Answer<>(status, new Rop.TableState(0));
    }

    Answer<?> reset(ResetTable reset, Slots slots) {
        ServerObject.Table table = table(slots, reset.table());
        table.columns = List.of();
        table.keys = List.of();
        table.restriction = Optional.empty();
        table.changed();
        return new Answer<>(reset, Rop.Done.DONE);
    }

    /** As many rows as fit; one that does not fit alone is too big for the table. */
    Answer<?> rows(QueryRows query, Slots slots, int room) {
        ServerObject.Table table = table(slots, query.table());
        if (table.columns.isEmpty()) {
            throw new Refused(ErrorCode.NOT_INITIALIZED);
        }
        if (!query.forward()) {
            throw new Refused(ErrorCode.NOT_SUPPORTED);
        }
        var rows = new ArrayList<PropertyRow>();
        int used = REPLY_HEAD;
        int at = table.position;
        while (at < table.rows().size() && rows.size() < query.count()) {
            PropertyRow row = row(table.rows().get(at), table.columns);
            used += size(row, table.columns);
            if (used > room) {
                break;
            }
            rows.add(row);
            at++;
        }
        if (rows.isEmpty() && at < table.rows().size()) {
            throw new Refused(ErrorCode.BUFFER_TOO_SMALL);
        }
        boolean end = at == table.rows().size();
        if ((query.flags() & QueryRows.NO_ADVANCE) == 0) {
            table.position = at;
        }
        var answered = new QueryRows(query.table(), query.flags(), true, query.count(), table.columns);
        return new Answer<>(answered, new QueryRows.Reply(end ? QueryRows.END : QueryRows.CURRENT, rows));
    }

    private static PropertyRow row(Row row, List<PropertyTag> columns) {
        return new PropertyRow(columns.stream().map(column -> cut(row.value(column.asCell()), column)).toList());
    }

    /** Cells are short ([MS-OXCTABL] 2.2.2.5); a value of another type than the column's is none. */
    private static PropertyValue cut(PropertyValue value, PropertyTag column) {
        if (value.value() instanceof String text && text.length() > LONGEST_CELL / 2) {
            return new PropertyValue(value.tag(), text.substring(0, LONGEST_CELL / 2));
        }
        if (value.value() instanceof byte[] bytes && bytes.length > LONGEST_CELL) {
            return new PropertyValue(value.tag(), java.util.Arrays.copyOf(bytes, LONGEST_CELL));
        }
        return value.present() ? value : new PropertyValue(column, value.value());
    }

    private static int size(PropertyRow row, List<PropertyTag> columns) {
        var out = new WireWriter();
        row.write(out, columns);
        return out.size();
    }

    /** The same question for the rows that are left. */
    @Nullable
    Rop<?> rest(QueryRows query, Slots slots) {
        ServerObject.Table table = table(slots, query.table());
        int left = query.count() - table.position; // from the beginning, as a client asks that chains
        boolean more = table.position < table.rows().size() && (query.flags() & QueryRows.NO_ADVANCE) == 0;
        return more && left > 0 ? new QueryRows(query.table(), query.flags(), true, query.count(), List.of()) : null;
    }

    Answer<?> seek(SeekRow seek, Slots slots) {
        ServerObject.Table table = table(slots, seek.table());
        int size = table.rows().size();
        int from = switch (seek.origin()) {
            case 0 -> 0;
            case 1 -> table.position;
            case 2 -> size;
            default -> throw new Refused(ErrorCode.INVALID_PARAMETER);
        };
        int to = (int) Math.max(0, Math.min(size, (long) from + seek.rows()));
        table.position = to;
        return new Answer<>(seek, new SeekRow.Reply(to - from != seek.rows(), to - from));
    }

    Answer<?> find(FindRow find, Slots slots) {
        ServerObject.Table table = table(slots, find.table());
        int from = find.origin() == 0 ? 0 : table.position;
        for (int i = from; i < table.rows().size(); i++) {
            Row row = table.rows().get(i);
            if (find.restriction().map(condition -> Condition.holds(condition, row)).orElse(true)) {
                table.position = i;
                var answered = new FindRow(find.table(), find.backwards(), find.restriction(), find.origin(),
                        table.columns);
                return new Answer<>(answered, new FindRow.Reply(false, Optional.of(row(row, table.columns))));
            }
        }
        throw new Refused(ErrorCode.NOT_FOUND);
    }

    Answer<?> position(QueryPosition position, Slots slots) {
        ServerObject.Table table = table(slots, position.table());
        return new Answer<>(position, new QueryPosition.Reply(table.position, table.rows().size()));
    }
}
