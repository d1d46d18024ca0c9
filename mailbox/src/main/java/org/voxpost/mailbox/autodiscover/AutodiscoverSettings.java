package org.voxpost.mailbox.autodiscover;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.voxpost.mailbox.http.HttpSettings;

/**
 * How to discover.
 *
 * @param http account and trust; the password goes only to hosts of the mail domain and to allowed ones
 * @param allowedHosts hosts outside the mail domain that may be asked and named: {@code outlook.office365.com}, or a
 *            whole domain with a dot before it: {@code .corp.local}
 * @param view which of the published URLs to take
 * @param place the only place to ask, {@code https://mail.example.com/autodiscover/autodiscover.xml}: its host is allowed,
 *            and if it is http, http is; empty: where mail domains publish themselves
 */
public record AutodiscoverSettings(HttpSettings http, Set<String> allowedHosts, View view, Optional<URI> place) {
    public AutodiscoverSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** From where the servers are reached. */
    public enum View {
        INTERNAL, EXTERNAL
    }
}
