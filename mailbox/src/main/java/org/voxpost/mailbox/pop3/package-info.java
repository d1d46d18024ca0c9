/**
 * Mailboxes over POP3 (RFC 1939, RFC 2449, RFC 2595, RFC 5034; [MS-OXPOP3]): listing, reading, hearing and deleting.
 *
 * <p>{@link org.voxpost.mailbox.pop3.Pop3Provider} opens servers. POP3 knows one folder and no flags: it cannot deliver, mark,
 * move, count what is unread, or tell of changes, and says so in its capabilities. Every message is listed as unread. Each
 * operation is a session of its own, short because a session locks the mailbox for everybody else; a message is deleted when
 * its session has ended well. Calls block; use virtual threads.
 */
@NullMarked
package org.voxpost.mailbox.pop3;

import org.jspecify.annotations.NullMarked;
