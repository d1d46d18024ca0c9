/**
 * Voice messages as Internet mail (RFC 5322, RFC 2045 to 2047, [MS-OXCMAIL]): the form in which they go into mailboxes by
 * IMAP, SMTP and WebDAV, and are read back from them and by POP3.
 *
 * <p>{@link org.voxpost.mailbox.mime.MimeItem} writes one; {@link org.voxpost.mailbox.mime.VoiceHeaders} tells from header
 * fields what an item is; {@link org.voxpost.mailbox.mime.PartReader} walks through a message as it arrives, in bounded
 * memory. No I/O of its own, no thread of its own. TNEF (winmail.dat) and encrypted messages are not taken apart.
 */
@NullMarked
package org.voxpost.mailbox.mime;

import org.jspecify.annotations.NullMarked;
