package org.voxpost.service.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.autodiscover.AutodiscoverSettings;

/** Finding what no URL was written down for. */
public record AutodiscoverConfig(
        @Setting(value = "The only place to ask, for example `https://mail.example.com/autodiscover/autodiscover.xml`; where mail domains publish themselves if absent", fallback = "") Optional<URI> url,
        @Setting(value = "Hosts outside the mail domain that may be asked and used: `outlook.office365.com`; a whole domain with a dot before it: `.corp.local`", fallback = "[]") List<String> allowedHosts,
        @Setting(value = "Which of the published URLs to take: internal or external", fallback = "external") AutodiscoverSettings.View view) {
    public AutodiscoverConfig {
        allowedHosts = List.copyOf(allowedHosts);
    }
}
