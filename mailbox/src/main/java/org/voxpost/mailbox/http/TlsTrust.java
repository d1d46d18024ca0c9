package org.voxpost.mailbox.http;

import java.nio.file.Path;
import java.util.List;

/**
 * Whom to trust in TLS.
 *
 * @param pemFiles certificates or authorities in PEM files, trusted instead of the system's; empty for the system's
 */
public record TlsTrust(List<Path> pemFiles) {
    public TlsTrust {
        pemFiles = List.copyOf(pemFiles);
    }

    public static TlsTrust system() {
        return new TlsTrust(List.of());
    }
}
