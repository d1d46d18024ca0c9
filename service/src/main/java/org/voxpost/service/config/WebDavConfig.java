package org.voxpost.service.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Exchange's WebDAV: 2000 to 2007. */
public record WebDavConfig(
        @Setting(value = "Directory of mailboxes; `https://HOST/exchange/` with the host of `ews-url` if absent", fallback = "") Optional<URI> url,
        @Setting(value = "Where the log-on form is posted, for servers with forms-based sign-in: `https://mail.example.com/owa/auth/owaauth.dll`", fallback = "") Optional<URI> logonForm,
        @Setting(value = "How often watched Inboxes are asked", fallback = "30 s", min = 1000, max = 3_600_000) Duration poll) {
}
