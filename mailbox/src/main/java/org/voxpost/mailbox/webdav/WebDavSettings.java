package org.voxpost.mailbox.webdav;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.http.HttpSettings;

/**
 * How to use one Exchange server's WebDAV.
 *
 * @param base the directory of mailboxes, for example {@code https://mail.example.com/exchange/}
 * @param http with the account, for servers that ask by HTTP; anonymous with forms
 * @param forms for servers with forms-based sign-in
 * @param deadline for one request
 * @param pollInterval how often watched Inboxes are asked
 */
public record WebDavSettings(URI base, HttpSettings http, Optional<Forms> forms, Duration deadline,
        Duration pollInterval) {

    /**
     * Forms-based sign-in.
     *
     * @param logon where the form is posted: {@code …/exchweb/bin/auth/owaauth.dll} on 2003, {@code …/owa/auth/owaauth.dll}
     *            on 2007
     */
    public record Forms(URI logon, Account.Password account) {
    }

    /** Sign-in by HTTP, 60 s, a poll every 30 s. */
    public static WebDavSettings of(URI base, Account account) {
        return new WebDavSettings(base, HttpSettings.of(account), Optional.empty(), Duration.ofSeconds(60),
                Duration.ofSeconds(30));
    }

    /** Sign-in by a form. */
    public static WebDavSettings withForms(URI base, Forms forms) {
        return new WebDavSettings(base, HttpSettings.of(new Account.Anonymous()), Optional.of(forms),
                Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    public WebDavSettings withHttp(HttpSettings other) {
        return new WebDavSettings(base, other, forms, deadline, pollInterval);
    }

    public WebDavSettings withPollInterval(Duration other) {
        return new WebDavSettings(base, http, forms, deadline, other);
    }
}
