package org.voxpost.service.routing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Whose addresses were met, without case, as 64-bit marks: objects for 100,000 of them would be copied by every
 * collection of a reading. Two of a million addresses have one mark in one of 37 million address books. Used by one
 * thread.
 */
final class KnownAddresses {
    private final LongTable marks = new LongTable();

    boolean contains(SmtpAddress address) {
        return marks.get(mark(address)) != LongTable.ABSENT;
    }

    /** @return false if it was there already */
    boolean add(SmtpAddress address) {
        long mark = mark(address);
        if (marks.get(mark) != LongTable.ABSENT) {
            return false;
        }
        marks.put(mark, 0);
        return true;
    }

    private static long mark(SmtpAddress address) {
        long mark = PersonMarks.mark(address.value().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return mark == 0 ? 1 : mark; // the table's keys are not 0
    }
}
