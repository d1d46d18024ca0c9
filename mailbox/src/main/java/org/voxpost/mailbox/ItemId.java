package org.voxpost.mailbox;

/**
 * An item in a mailbox, as one protocol names it: opaque, compared byte by byte.
 *
 * @param protocol {@link MailboxServer#protocol()} of the server that gave it
 * @param value the protocol's own id as text
 */
public record ItemId(String protocol, String value) {
}
