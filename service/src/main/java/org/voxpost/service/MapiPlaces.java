package org.voxpost.service;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.mapi.MapiLocator;

/** Finds mailboxes for MAPI: the URL as an operator wrote it, the names from the address book, asked once each. */
final class MapiPlaces implements MapiLocator {
    private final String url;
    private final Optional<String> accountDn;
    private final Directory addressBook;
    private final Map<SmtpAddress, Place> known = new ConcurrentHashMap<>();

    /**
     * @param url in which {@code {address}} and {@code {domain}} stand for the mailbox
     * @param accountDn of the account that signs in; empty: the mailbox's own is said
     */
    MapiPlaces(String url, Optional<String> accountDn, Directory addressBook) {
        this.url = url;
        this.accountDn = accountDn;
        this.addressBook = addressBook;
    }

    @Override
    public Place locate(SmtpAddress owner) {
        Place place = known.get(owner);
        if (place == null) {
            place = asked(owner);
            known.put(owner, place);
        }
        return place;
    }

    private Place asked(SmtpAddress owner) {
        String dn = addressBook.byAddress(owner).map(DirectoryPerson::distinguishedName).filter(n -> !n.isEmpty())
                .orElseThrow(() -> new MailboxException.Unavailable("looking up " + owner, "the address book",
                        "nobody there has this address, and MAPI needs his distinguished name"));
        URI store = URI.create(url.replace("{address}", owner.value()).replace("{domain}", owner.domain()));
        return new Place(store, accountDn.orElse(dn), dn);
    }
}
