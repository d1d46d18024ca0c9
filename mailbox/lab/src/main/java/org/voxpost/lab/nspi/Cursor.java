package org.voxpost.lab.nspi;

import java.util.OptionalInt;

import org.voxpost.mailbox.wire.nspi.NspiStatus;
import org.voxpost.mailbox.wire.nspi.Stat;

/**
 * Where a STAT stands in a table ([MS-OXNSPI] 3.1.4.5).
 *
 * @param status why it stands nowhere; 0 if it does
 * @param row 0 to the size of the table
 * @param moved rows from where it stood before its delta
 */
record Cursor(int status, int row, int moved) {

    static Cursor at(int row) {
        return new Cursor(NspiStatus.SUCCESS, row, 0);
    }

    /** @param fractional true if {@link Stat#FRACTION} is allowed */
    static Cursor of(PersonTable table, Stat stat, boolean fractional) {
        int status = check(stat);
        if (status != NspiStatus.SUCCESS) {
            return new Cursor(status, 0, 0);
        }
        OptionalInt from = switch (stat.current()) {
            case Stat.BEGINNING -> OptionalInt.of(0);
            case Stat.END -> OptionalInt.of(table.size());
            case Stat.FRACTION -> fractional ? OptionalInt.of(fraction(table, stat)) : OptionalInt.empty();
            default -> table.row(stat.current());
        };
        if (from.isEmpty()) {
            return new Cursor(stat.current() == Stat.FRACTION ? NspiStatus.INVALID_PARAMETER : NspiStatus.NOT_FOUND, 0,
                    0);
        }
        int row = Math.clamp((long) from.getAsInt() + stat.delta(), 0, table.size());
        return new Cursor(NspiStatus.SUCCESS, row, row - from.getAsInt());
    }

    private static int fraction(PersonTable table, Stat stat) {
        long total = Math.max(1, Integer.toUnsignedLong(stat.total()));
        return (int) Math.min(table.size(), table.size() * Integer.toUnsignedLong(stat.position()) / total);
    }

    /** What every operation on a table refuses. */
    static int check(Stat stat) {
        if (stat.codePage() == Stat.UNICODE) {
            return NspiStatus.INVALID_CODEPAGE;
        }
        return stat.container() == 0 ? NspiStatus.SUCCESS : NspiStatus.INVALID_BOOKMARK;
    }

    boolean refused() {
        return status != NspiStatus.SUCCESS;
    }

    /** The STAT as the client gets it back. */
    Stat stat(PersonTable table, Stat before) {
        int mid = row < table.size() ? table.mid(row) : Stat.END;
        return before.at(mid, row, table.size());
    }
}
