package org.voxpost.mailbox.mapi;

import java.time.Duration;
import org.voxpost.mailbox.http.HttpSettings;

/**
 * An organisation by MAPI/HTTP.
 *
 * @param http account, trust, time-outs, connections; every watched mailbox has one connection of its own besides
 * @param locator where mailboxes are
 * @param access with what right they are opened
 * @param deadline for one request
 */
public record MapiSettings(HttpSettings http, MapiLocator locator, MapiAccess access, Duration deadline) {

    /** With 60 s for a request. */
    public static MapiSettings of(HttpSettings http, MapiLocator locator, MapiAccess access) {
        return new MapiSettings(http, locator, access, Duration.ofSeconds(60));
    }
}
