/**
 * Mailboxes over IMAP4rev1 (RFC 3501, with UIDPLUS, MOVE, IDLE, NAMESPACE, SPECIAL-USE and UTF8=ACCEPT where offered), at
 * Exchange ([MS-OXIMAP4]) and at other servers.
 *
 * <p>{@link org.voxpost.mailbox.imap.ImapProvider} opens servers. Commands are sent one at a time on connections of Angus
 * Mail's protocol layer; its folders and message caches are not used, so that every round trip stands in this package.
 * A message is delivered by APPEND in the form of {@link org.voxpost.mailbox.mime}; voice messages are recognised by their
 * header fields. Calls block; use virtual threads. MAPI properties cannot be set over IMAP, and keywords are not used
 * because Exchange has none.
 */
@NullMarked
package org.voxpost.mailbox.imap;

import org.jspecify.annotations.NullMarked;
