package org.voxpost.lab.store;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One appointment of a calendar, kept as an item with the properties of PSETID_Appointment ([MS-OXOCAL] 2.2.1).
 *
 * @param busyStatus 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere
 */
public record Appointment(String subject, String location, Instant from, Instant until, int busyStatus) {
    private static final UUID SET = UUID.fromString("00062002-0000-0000-c000-000000000046");
    private static final PropertyName BUSY = PropertyName.of(SET, 0x8205);
    private static final PropertyName LOCATION = PropertyName.of(SET, 0x8208);
    private static final PropertyName START = PropertyName.of(SET, 0x820D);
    private static final PropertyName END = PropertyName.of(SET, 0x820E);
    private static final int INTEGER = 0x0003;
    private static final int STRING = 0x001f;
    private static final int TIME = 0x0040;

    /** Puts it into the calendar. */
    public LabItem addTo(LabMailbox mailbox) {
        PropertyBag bag = PropertyBag.empty().with(Tags.MESSAGE_CLASS, "IPM.Appointment").with(Tags.SUBJECT, subject)
                .with(mailbox.propertyId(BUSY) << 16 | INTEGER, busyStatus)
                .with(mailbox.propertyId(LOCATION) << 16 | STRING, location)
                .with(mailbox.propertyId(START) << 16 | TIME, from)
                .with(mailbox.propertyId(END) << 16 | TIME, until);
        return mailbox.create(LabItem.unsaved(FolderRole.CALENDAR.id(), false, bag, List.of(), List.of()));
    }

    /** Reads one that was put there. */
    public static Appointment of(LabMailbox mailbox, LabItem item) {
        PropertyBag bag = item.properties();
        return new Appointment(bag.text(Tags.SUBJECT), bag.text(tag(mailbox, LOCATION, STRING)),
                bag.time(tag(mailbox, START, TIME)).orElse(Instant.EPOCH),
                bag.time(tag(mailbox, END, TIME)).orElse(Instant.EPOCH),
                bag.number(tag(mailbox, BUSY, INTEGER), 2));
    }

    private static int tag(LabMailbox mailbox, PropertyName name, int type) {
        OptionalInt id = mailbox.findPropertyId(name);
        return (id.isPresent() ? id.getAsInt() : 0) << 16 | type;
    }
}
