package org.voxpost.mailbox.webdav;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.webdav.Multistatus.Resource;

/** A message as its properties tell it. Pure. */
final class Row {
    private Row() {
    }

    static ItemSummary summary(ItemId id, Resource row) {
        return new ItemSummary(id, row.text(Dav.CLASS), row.text(Dav.SUBJECT), caller(row), received(row),
                number(row.text(Dav.DURATION)).map(Duration::ofSeconds), isTrue(row.text(Dav.READ)),
                Requests.importance(row.text(Dav.IMPORTANCE)), number(row.text(Dav.LENGTH)).orElse(-1L));
    }

    private static boolean isTrue(String text) {
        return text.strip().equals("1") || text.strip().equalsIgnoreCase("true");
    }

    private static Optional<Long> number(String text) {
        return text.strip().matches("[0-9]{1,12}") ? Optional.of(Long.valueOf(text.strip())) : Optional.empty();
    }

    private static Instant received(Resource row) {
        try {
            return Instant.parse(row.text(Dav.RECEIVED).strip());
        } catch (DateTimeException unreadable) {
            return Instant.EPOCH;
        }
    }

    /** The sender is a person unless it is the system, which carries the caller's number or name as its own. */
    private static Caller caller(Resource row) {
        String number = row.text(Dav.CALLER_NUMBER);
        String name = row.text(Dav.CALLER_NAME);
        String from = row.text(Dav.FROM_NAME);
        boolean system = from.isBlank() || from.equals(number) || from.equals(name);
        try {
            return new Caller(number, name, system
                    ? Optional.empty()
                    : Optional.of(new Caller.Person(from, new SmtpAddress(row.text(Dav.FROM_ADDRESS)))));
        } catch (IllegalArgumentException noSmtpAddress) {
            return new Caller(number, name.isEmpty() ? from : name, Optional.empty());
        }
    }
}
