package org.voxpost.mailbox.umws;

import java.net.URI;
import java.time.Duration;
import org.voxpost.mailbox.UnifiedMessaging;
import org.voxpost.mailbox.http.HttpSettings;

/** Opens unified messaging servers over their web service. */
public final class UmwsProvider {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private UmwsProvider() {
    }

    /**
     * Nothing is sent yet.
     *
     * @param url UMUrl of Autodiscover, for example {@code https://mail.example.com/EWS/UM2007Legacy.asmx}
     * @param http with the account whose settings these are
     */
    public static UnifiedMessaging of(URI url, HttpSettings http) {
        return new UmwsClient(url, http, DEADLINE);
    }
}
