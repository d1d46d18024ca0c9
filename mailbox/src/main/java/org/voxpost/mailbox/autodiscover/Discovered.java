package org.voxpost.mailbox.autodiscover;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a mailbox is served.
 *
 * @param ews Exchange Web Services
 * @param unifiedMessaging the UM web service, only for mailboxes enabled for it
 * @param mapiMailStore MAPI over HTTP, mailbox
 * @param mapiAddressBook MAPI over HTTP, address book
 * @param holds how long this may be believed
 */
public record Discovered(Optional<URI> ews, Optional<URI> unifiedMessaging, Optional<URI> mapiMailStore,
        Optional<URI> mapiAddressBook, Duration holds) {
}
