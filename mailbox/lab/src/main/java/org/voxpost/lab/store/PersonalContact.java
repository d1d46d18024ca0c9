package org.voxpost.lab.store;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/** One contact of a mailbox, kept as an item with PidLidEmail1EmailAddress and telephone properties ([MS-OXOCNTC] 2.2.1). */
public record PersonalContact(String name, String company, String email, String business, String mobile) {
    private static final PropertyName EMAIL = PropertyName
            .of(UUID.fromString("00062004-0000-0000-c000-000000000046"), 0x8083);
    private static final int STRING = 0x001f;

    /** Puts it into the contacts folder. */
    public LabItem addTo(LabMailbox mailbox) {
        PropertyBag bag = PropertyBag.empty().with(Tags.MESSAGE_CLASS, "IPM.Contact").with(Tags.DISPLAY_NAME, name)
                .with(Tags.COMPANY_NAME, company).with(Tags.BUSINESS_TELEPHONE, business)
                .with(Tags.MOBILE_TELEPHONE, mobile).with(mailbox.propertyId(EMAIL) << 16 | STRING, email);
        return mailbox.create(LabItem.unsaved(FolderRole.CONTACTS.id(), false, bag, List.of(), List.of()));
    }

    /** Reads one that was put there. */
    public static PersonalContact of(LabMailbox mailbox, LabItem item) {
        PropertyBag bag = item.properties();
        OptionalInt email = mailbox.findPropertyId(EMAIL);
        return new PersonalContact(bag.text(Tags.DISPLAY_NAME), bag.text(Tags.COMPANY_NAME),
                email.isPresent() ? bag.text(email.getAsInt() << 16 | STRING) : "",
                bag.text(Tags.BUSINESS_TELEPHONE), bag.text(Tags.MOBILE_TELEPHONE));
    }
}
