/**
 * How mail servers are reached (IMAP, POP3, SMTP submission): address, encryption, account, time limits.
 *
 * <p>{@link org.voxpost.mailbox.mail.MailEndpoint} is the settings that the three protocols share. No I/O of its own.
 */
@NullMarked
package org.voxpost.mailbox.mail;

import org.jspecify.annotations.NullMarked;
