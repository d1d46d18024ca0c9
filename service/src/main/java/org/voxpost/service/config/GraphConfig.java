package org.voxpost.service.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.mailbox.graph.GraphNotifications;

/** Microsoft Graph: Exchange Online. */
public record GraphConfig(
        @Setting(value = "Its address with the version, without a slash at the end; national clouds have others", fallback = "https://graph.microsoft.com/v1.0") URI url,
        @Setting(value = "What the application's token shall be good for here, instead of `oauth.scope`", fallback = "https://graph.microsoft.com/.default") String scope,
        @Setting(value = "How often watched mailboxes are asked", fallback = "15 s", min = 1000, max = 3_600_000) Duration poll,
        @Setting(value = "Public https address that leads to `/graph/notifications` of our `http`: Graph tells of changes there, and mailboxes are asked each `mwi.recount` only; without it they are asked each `poll`", fallback = "") Optional<URI> notificationUrl) {

    /** @throws IllegalArgumentException if an address is not usable */
    public GraphConfig {
        if (url.getPath().endsWith("/")) {
            throw new IllegalArgumentException("'url' must not end with a slash: " + url);
        }
        notificationUrl.ifPresent(GraphNotifications::check);
    }
}
