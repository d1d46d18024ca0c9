package org.voxpost.mailbox.mapi;

import java.net.URI;
import java.util.function.Function;
import org.voxpost.mailbox.SmtpAddress;

/** Finds the way to a mailbox: what Autodiscover says, or what an operator wrote down. Safe for several threads. */
@FunctionalInterface
public interface MapiLocator {

    /** @throws org.voxpost.mailbox.MailboxException if it cannot be found out now */
    Place locate(SmtpAddress owner);

    /**
     * Where a mailbox is.
     *
     * @param mailStore URL of its mailbox endpoint, whole, with MailboxId
     * @param accountDn X500 DN ({@code legacyExchangeDN}) of the account that signs in
     * @param mailboxDn X500 DN of the mailbox
     */
    record Place(URI mailStore, String accountDn, String mailboxDn) {
    }

    /**
     * The same pattern for all.
     *
     * @param mailStore URL, in which {@code {address}} and {@code {domain}} stand for the owner's
     * @param distinguishedName of a mailbox
     * @param accountDn of the account; empty: that of the mailbox
     */
    static MapiLocator fixed(String mailStore, Function<SmtpAddress, String> distinguishedName, String accountDn) {
        return owner -> {
            String dn = distinguishedName.apply(owner);
            String url = mailStore.replace("{address}", owner.value()).replace("{domain}", owner.domain());
            return new Place(URI.create(url), accountDn.isEmpty() ? dn : accountDn, dn);
        };
    }
}
