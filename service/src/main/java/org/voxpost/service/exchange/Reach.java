package org.voxpost.service.exchange;

import java.time.InstantSource;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.mailbox.mapi.MapiAccess;
import org.voxpost.service.config.ExchangeProfile;
import org.voxpost.service.config.MwiConfig;

/**
 * What all protocols of one profile share.
 *
 * @param anyMailbox one of the profile's, for questions that are asked in somebody's name; empty if it has none
 */
record Reach(ExchangeProfile profile, MwiConfig mwi, Optional<SmtpAddress> anyMailbox, InstantSource clock,
        Accounts accounts, Places places) implements AutoCloseable {

    static Reach of(ExchangeProfile profile, MwiConfig mwi, Optional<SmtpAddress> anyMailbox, InstantSource clock) {
        var accounts = new Accounts(new TlsTrust(profile.trustPem()), clock);
        var places = new Places(profile.autodiscover(), () -> http(profile, accounts.of(profile.account())), clock);
        return new Reach(profile, mwi, anyMailbox, clock, accounts, places);
    }

    HttpSettings http() {
        return http(profile, accounts.of(profile.account()));
    }

    HttpSettings http(Account account) {
        return http(profile, account);
    }

    private static HttpSettings http(ExchangeProfile profile, Account account) {
        return new HttpSettings(account, new TlsTrust(profile.trustPem()), profile.proxy(), profile.connectTimeout(),
                profile.responseTimeout(), profile.concurrency(), "Voxpost");
    }

    TlsTrust trust() {
        return new TlsTrust(profile.trustPem());
    }

    MapiAccess mapiAccess() {
        return switch (profile.access()) {
            case IMPERSONATION -> MapiAccess.ADMINISTRATOR;
            case DELEGATE -> MapiAccess.DELEGATE;
        };
    }

    /** @throws MailboxException.Unavailable if the profile has no mailbox */
    SmtpAddress someMailbox() {
        return anyMailbox.orElseThrow(() -> new MailboxException.Unavailable("Autodiscover", profile.name(),
                "no subscriber belongs to this profile, so there is no mailbox to ask about"));
    }

    @Override
    public void close() {
        places.close();
        accounts.close();
    }
}
