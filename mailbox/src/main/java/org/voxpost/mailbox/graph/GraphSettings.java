package org.voxpost.mailbox.graph;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.http.HttpSettings;

/**
 * How to reach Microsoft Graph.
 *
 * @param base with the version, without a slash at its end; national clouds have others
 * @param http account (a bearer token for {@code https://graph.microsoft.com/.default}), trust, connections
 * @param deadline for one operation; sending and fetching audio get longer, by their size
 * @param poll how often a watch asks what changed
 * @param recount how often a watch asks for mailboxes whose changes it is told of: notifications can get lost
 * @param notifications where Graph tells of changes; empty: it is only asked
 * @param uploadDomains domains that an upload address may lie in, beside the host of {@code base}
 */
public record GraphSettings(URI base, HttpSettings http, Duration deadline, Duration poll, Duration recount,
        Optional<GraphNotifications> notifications, List<String> uploadDomains) {
    public GraphSettings {
        uploadDomains = List.copyOf(uploadDomains);
        if (base.getHost() == null || base.getRawQuery() != null || base.getPath().endsWith("/")) {
            throw new IllegalArgumentException("'" + base + "' is no address of Graph without a slash at its end");
        }
    }

    /** The worldwide cloud, 60 s, polled every 15 s, without notifications. */
    public static GraphSettings of(Account account) {
        return new GraphSettings(URI.create("https://graph.microsoft.com/v1.0"), HttpSettings.of(account),
                Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofMinutes(10), Optional.empty(),
                List.of("office.com", "office365.com", "office365.us", "outlook.com", "partner.outlook.cn"));
    }

    public GraphSettings at(URI other) {
        return new GraphSettings(other, http, deadline, poll, recount, notifications, uploadDomains);
    }

    public GraphSettings withHttp(HttpSettings other) {
        return new GraphSettings(base, other, deadline, poll, recount, notifications, uploadDomains);
    }

    public GraphSettings within(Duration other) {
        return new GraphSettings(base, http, other, poll, recount, notifications, uploadDomains);
    }

    public GraphSettings polledEvery(Duration other) {
        return new GraphSettings(base, http, deadline, other, recount, notifications, uploadDomains);
    }

    /** Told of changes there; asks only so often beside. */
    public GraphSettings notifiedBy(GraphNotifications there, Duration every) {
        return new GraphSettings(base, http, deadline, poll, every, Optional.of(there), uploadDomains);
    }
}
