package org.voxpost.mailbox.ews;

import java.net.URI;
import java.time.Duration;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.http.HttpSettings;

/**
 * How to reach one EWS endpoint.
 *
 * @param url for example {@code https://mail.example.com/EWS/Exchange.asmx}
 * @param http account, trust, connections
 * @param access how other people's mailboxes are opened
 * @param version newest schema to ask for; lowered by itself if the server is older
 * @param deadline for one operation; sending and fetching audio get longer, by their size
 * @param events how often servers without streaming are asked for events
 * @param recount how often a watch asks what changed in every mailbox, against lost notifications
 * @param moment in which changes of one mailbox are gathered before they are told, and after which a connection that broke is made
 *     again; the second time after two of it, and so on
 */
public record EwsSettings(URI url, HttpSettings http, Access access, String version, Duration deadline,
        Duration events, Duration recount, Duration moment) {

    /** Ways into a mailbox that is not the account's own. */
    public enum Access {
        /** ExchangeImpersonation: the account acts as the owner (role ApplicationImpersonation). */
        IMPERSONATION,
        /** The account has full access and names the mailbox in every folder. */
        DELEGATE
    }

    /** Impersonation, Exchange 2010 SP2's schema, 60 s, a recount every 10 minutes. */
    public static EwsSettings of(URI url, Account account) {
        return new EwsSettings(url, HttpSettings.of(account), Access.IMPERSONATION, "Exchange2010_SP2",
                Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(1));
    }

    public EwsSettings withHttp(HttpSettings other) {
        return new EwsSettings(url, other, access, version, deadline, events, recount, moment);
    }

    public EwsSettings withAccess(Access other) {
        return new EwsSettings(url, http, other, version, deadline, events, recount, moment);
    }

    public EwsSettings withVersion(String newest) {
        return new EwsSettings(url, http, access, newest, deadline, events, recount, moment);
    }

    public EwsSettings within(Duration other) {
        return new EwsSettings(url, http, access, version, other, events, recount, moment);
    }

    public EwsSettings withEvents(Duration every) {
        return new EwsSettings(url, http, access, version, deadline, every, recount, moment);
    }

    public EwsSettings withRecount(Duration every) {
        return new EwsSettings(url, http, access, version, deadline, events, every, moment);
    }

    public EwsSettings withMoment(Duration other) {
        return new EwsSettings(url, http, access, version, deadline, events, recount, other);
    }
}
