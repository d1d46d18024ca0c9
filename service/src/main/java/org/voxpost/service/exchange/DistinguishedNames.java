package org.voxpost.service.exchange;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;

/**
 * What MAPI and RPC call mailboxes (legacyExchangeDN): from the address book, or from Autodiscover where no address book is
 * configured. Asked once each; safe for use by many threads.
 */
final class DistinguishedNames {
    private final Supplier<Optional<Directory>> addressBook;
    private final Function<SmtpAddress, String> otherwise;
    private final Map<SmtpAddress, String> known = new ConcurrentHashMap<>();

    /** @param otherwise asked where there is no address book */
    DistinguishedNames(Supplier<Optional<Directory>> addressBook, Function<SmtpAddress, String> otherwise) {
        this.addressBook = addressBook;
        this.otherwise = otherwise;
    }

    /** @throws MailboxException if nobody knows it now */
    String of(SmtpAddress owner) {
        String name = known.get(owner);
        if (name == null) {
            name = addressBook.get().map(book -> inAddressBook(book, owner)).orElseGet(() -> otherwise.apply(owner));
            known.put(owner, name);
        }
        return name;
    }

    private static String inAddressBook(Directory book, SmtpAddress owner) {
        return book.byAddress(owner).map(DirectoryPerson::distinguishedName).filter(n -> !n.isEmpty())
                .orElseThrow(() -> new MailboxException.Unavailable("looking up " + owner, "the address book",
                        "nobody there has this address, and MAPI needs his distinguished name"));
    }
}
