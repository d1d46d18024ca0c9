package org.voxpost.service.mwi;

import org.voxpost.mailbox.MailboxServer;

/**
 * Where mailboxes of one profile are counted.
 *
 * @param countsAtOnce at least 1; deliveries need the rest of the server's patience
 */
public record LampServer(MailboxServer server, int countsAtOnce) {
}
