package org.voxpost.mailbox;

import java.util.List;
import java.util.function.Consumer;

/** Somebody's own contacts. Blocks; throws {@link MailboxException}; safe for use by many threads. */
public interface Contacts {

    /**
     * Reads the Contacts folder, page by page.
     *
     * @param to gets every contact once, on the calling thread
     */
    void walk(SmtpAddress owner, Consumer<Contact> to);

    /** @param phones as written; texts are empty if absent */
    record Contact(ItemId id, String displayName, String company, List<SmtpAddress> addresses,
            List<DirectoryPerson.Phone> phones) {
        public Contact {
            addresses = List.copyOf(addresses);
            phones = List.copyOf(phones);
        }
    }
}
