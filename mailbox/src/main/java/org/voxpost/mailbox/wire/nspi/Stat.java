package org.voxpost.mailbox.wire.nspi;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * STAT ([MS-OXNSPI] 2.2.8): a cursor in an address book table. 36 bytes, nine 32-bit numbers, in every encoding.
 *
 * @param sortType {@link #BY_DISPLAY_NAME} and others
 * @param container MId of the table's container; 0 is the global address list
 * @param current MId of the current row, or {@link #BEGINNING}, {@link #END}, {@link #FRACTION}
 * @param delta rows to move from there
 * @param position row from 0, as far as known
 * @param total rows of the table, as far as known
 * @param codePage of 8-bit text; never 1200
 * @param templateLocale LCID
 * @param sortLocale LCID
 */
public record Stat(int sortType, int container, int current, int delta, int position, int total, int codePage,
        int templateLocale, int sortLocale) {
    public static final int LENGTH_BYTES = 36;

    public static final int BY_DISPLAY_NAME = 0;
    public static final int BY_PHONETIC_NAME = 3;

    /** Before the first row. */
    public static final int BEGINNING = 0;
    /** The row at {@code position / total}; only for UpdateStat. */
    public static final int FRACTION = 1;
    /** Behind the last row. */
    public static final int END = 2;

    public static final int WESTERN = 1252;
    /** UTF-16 as code page, which most operations refuse. */
    public static final int UNICODE = 1200;
    private static final int ENGLISH = 0x409;

    /** The beginning of the global address list. */
    public static final Stat START = new Stat(BY_DISPLAY_NAME, 0, BEGINNING, 0, 0, 0, WESTERN, ENGLISH, ENGLISH);

    public static Stat read(WireReader in) {
        return new Stat(in.int32("SortType"), in.int32("ContainerID"), in.int32("CurrentRec"), in.int32("Delta"),
                in.int32("NumPos"), in.int32("TotalRecs"), in.int32("CodePage"), in.int32("TemplateLocale"),
                in.int32("SortLocale"));
    }

    public void write(WireWriter out) {
        out.int32("SortType", sortType).int32("ContainerID", container).int32("CurrentRec", current)
                .int32("Delta", delta).int32("NumPos", position).int32("TotalRecs", total).int32("CodePage", codePage)
                .int32("TemplateLocale", templateLocale).int32("SortLocale", sortLocale);
    }

    /** Standing on a row. */
    public Stat at(int mid) {
        return new Stat(sortType, container, mid, 0, position, total, codePage, templateLocale, sortLocale);
    }

    /** Standing on a row whose place in the table is known. */
    public Stat at(int mid, int row, int rows) {
        return new Stat(sortType, container, mid, 0, row, rows, codePage, templateLocale, sortLocale);
    }

    public Stat in(int otherContainer) {
        return new Stat(sortType, otherContainer, current, delta, position, total, codePage, templateLocale,
                sortLocale);
    }

    public Stat moving(int rows) {
        return new Stat(sortType, container, current, rows, position, total, codePage, templateLocale, sortLocale);
    }
}
