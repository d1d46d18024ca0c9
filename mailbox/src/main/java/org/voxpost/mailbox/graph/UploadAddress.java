package org.voxpost.mailbox.graph;

import java.net.URI;
import java.util.Locale;
import org.voxpost.mailbox.MailboxException;

/** Where to upload to: whoever knows it may write, so it is printed nowhere. */
final class UploadAddress {
    private final URI uri;

    private UploadAddress(URI uri) {
        this.uri = uri;
    }

    /** @throws MailboxException.Unavailable if the server sends us to a host that is not allowed */
    static UploadAddress of(String text, GraphSettings settings, String what) {
        String peer = settings.base().getAuthority();
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && isAllowed(uri, settings)) {
                return new UploadAddress(uri);
            }
            throw new MailboxException.Unavailable(what, peer,
                    "the server sends uploads to " + uri.getHost() + ", which is not allowed");
        } catch (IllegalArgumentException noAddress) {
            throw new MailboxException.Unavailable(what, peer, "the server gave no address for the upload");
        }
    }

    private static boolean isAllowed(URI uri, GraphSettings settings) {
        URI base = settings.base();
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (base.getScheme().equals(uri.getScheme()) && base.getAuthority().equalsIgnoreCase(uri.getAuthority())) {
            return true;
        }
        return "https".equals(uri.getScheme()) && (uri.getPort() < 0 || uri.getPort() == 443)
                && settings.uploadDomains().stream().anyMatch(d -> host.equals(d) || host.endsWith("." + d));
    }

    URI uri() {
        return uri;
    }

    String host() {
        return uri.getHost();
    }

    @Override
    public String toString() {
        return host() + "/…";
    }
}
