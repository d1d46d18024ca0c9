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
 * @param names what RPC and MAPI call it
 * @param holds how long this may be believed
 */
public record Discovered(Optional<URI> ews, Optional<URI> unifiedMessaging, Optional<URI> mapiMailStore,
        Optional<URI> mapiAddressBook, Names names, Duration holds) {

    /**
     * Names beside the URLs.
     *
     * @param mailboxDn X500 DN ({@code legacyExchangeDN}); empty if not told
     * @param rpcServer the server that RPC asks for: {@code guid@domain} from Exchange 2013 on, else a machine; empty if
     *            not told
     */
    public record Names(String mailboxDn, String rpcServer) {
        static final Names UNKNOWN = new Names("", "");
    }
}
