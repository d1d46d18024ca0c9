/**
 * Mailboxes of an Exchange organisation, by whatever protocol reaches them.
 *
 * <p>The contracts: {@link org.voxpost.mailbox.MailboxServer}, {@link org.voxpost.mailbox.Mailbox},
 * {@link org.voxpost.mailbox.Directory}; what is delivered: {@link org.voxpost.mailbox.OutgoingItem}; what can go wrong:
 * {@link org.voxpost.mailbox.MailboxException}. One package per protocol implements them ({@code .ews}, {@code .mapi},
 * {@code .imap} …), each showing one public class; public codecs lie in {@code .wire}. Calls block: run them on virtual
 * threads. Nothing here knows of telephony or of Vert.x.
 */
@NullMarked
package org.voxpost.mailbox;

import org.jspecify.annotations.NullMarked;
