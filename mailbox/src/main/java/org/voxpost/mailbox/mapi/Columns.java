package org.voxpost.mailbox.mapi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;

/** What a listing asks of every message, and what it means. Pure. */
final class Columns {
    static final List<PropertyTag> SUMMARY = List.of(PidTag.MID, PidTag.MESSAGE_CLASS, PidTag.SUBJECT,
            PidTag.MESSAGE_DELIVERY_TIME, PidTag.MESSAGE_FLAGS, PidTag.IMPORTANCE, PidTag.MESSAGE_SIZE,
            PidTag.VOICE_MESSAGE_DURATION, PidTag.SENDER_TELEPHONE_NUMBER, PidTag.VOICE_MESSAGE_SENDER_NAME,
            PidTag.SENT_REPRESENTING_NAME, PidTag.SENT_REPRESENTING_SMTP_ADDRESS,
            PidTag.SENT_REPRESENTING_EMAIL_ADDRESS);
    private static final int READ = 0x01;
    private static final int UNSENT = 0x08;

    private Columns() {
    }

    static ItemSummary summary(ItemId id, PropertyRow row) {
        return new ItemSummary(id, row.text(PidTag.MESSAGE_CLASS), row.text(PidTag.SUBJECT), caller(row),
                row.time(PidTag.MESSAGE_DELIVERY_TIME).orElse(Instant.EPOCH),
                row.int32(PidTag.VOICE_MESSAGE_DURATION).map(seconds -> Duration.ofSeconds(seconds)), read(row),
                importance(row), row.int32(PidTag.MESSAGE_SIZE).map(Integer::toUnsignedLong).orElse(-1L));
    }

    static boolean read(PropertyRow row) {
        return (row.int32(PidTag.MESSAGE_FLAGS).orElse(0) & READ) != 0;
    }

    static boolean draft(PropertyRow row) {
        return (row.int32(PidTag.MESSAGE_FLAGS).orElse(0) & UNSENT) != 0;
    }

    static Importance importance(PropertyRow row) {
        return switch (row.int32(PidTag.IMPORTANCE).orElse(1)) {
            case 0 -> Importance.LOW;
            case 2 -> Importance.HIGH;
            default -> Importance.NORMAL;
        };
    }

    /** The sender is a person unless it is the system, which carries the caller's number or name as its own. */
    private static Caller caller(PropertyRow row) {
        String number = row.text(PidTag.SENDER_TELEPHONE_NUMBER);
        String networkName = row.text(PidTag.VOICE_MESSAGE_SENDER_NAME);
        String name = row.text(PidTag.SENT_REPRESENTING_NAME);
        boolean system = name.isBlank() || name.equals(number) || name.equals(networkName);
        Optional<SmtpAddress> address = address(row);
        if (system || address.isEmpty()) {
            return new Caller(number, system || !networkName.isEmpty() ? networkName : name, Optional.empty());
        }
        return new Caller(number, networkName, Optional.of(new Caller.Person(name, address.get())));
    }

    /** An X500 DN instead of an address is no way to answer. */
    private static Optional<SmtpAddress> address(PropertyRow row) {
        String smtp = row.text(PidTag.SENT_REPRESENTING_SMTP_ADDRESS);
        String text = smtp.isEmpty() ? row.text(PidTag.SENT_REPRESENTING_EMAIL_ADDRESS) : smtp;
        try {
            return Optional.of(new SmtpAddress(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
