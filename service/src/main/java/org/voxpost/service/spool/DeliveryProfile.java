package org.voxpost.service.spool;

import java.util.Optional;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

/**
 * One organisation as delivery sees it.
 *
 * @param name of the profile
 * @param server takes the items; failover between protocols is its own business
 * @param sender of calls from nobody in the address book; empty: the mailbox itself
 * @param concurrency deliveries at once
 */
public record DeliveryProfile(String name, MailboxServer server, Optional<SmtpAddress> sender, int concurrency) {
}
