package org.voxpost.mailbox.imap;

import java.time.Duration;
import java.util.Map;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.mail.MailEndpoint;

/**
 * How to use one IMAP server.
 *
 * @param endpoint where it is and how to sign in
 * @param folders names of folders, with the server's hierarchy separator, where special use (RFC 6154) and the usual
 *            names do not find them
 * @param idleRenewal how long one IDLE lasts; less than the half hour after which servers hang up (RFC 2177)
 * @param pollInterval how often to ask a server without IDLE
 */
public record ImapSettings(MailEndpoint endpoint, Map<WellKnownFolder, String> folders, Duration idleRenewal,
        Duration pollInterval) {
    public ImapSettings {
        folders = Map.copyOf(folders);
    }

    /** Folders as found, 29 minutes, 60 s. */
    public static ImapSettings of(MailEndpoint endpoint) {
        return new ImapSettings(endpoint, Map.of(), Duration.ofMinutes(29), Duration.ofSeconds(60));
    }

    public ImapSettings withIdleRenewal(Duration other) {
        return new ImapSettings(endpoint, folders, other, pollInterval);
    }

    public ImapSettings withFolders(Map<WellKnownFolder, String> other) {
        return new ImapSettings(endpoint, other, idleRenewal, pollInterval);
    }
}
