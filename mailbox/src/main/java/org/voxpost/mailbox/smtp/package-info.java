/**
 * Delivery of messages by SMTP submission (RFC 6409, RFC 5321): STARTTLS or TLS, PLAIN, LOGIN, XOAUTH2 or no sign-in.
 *
 * <p>{@link org.voxpost.mailbox.smtp.SmtpProvider} opens servers. A message sent this way passes transport rules, journaling
 * and virus scan; it gets its class from Content-Class, if the receiving server maps that ([MS-OXCMAIL] 2.2.3.2.15). It
 * cannot be looked for afterwards: after an unknown outcome another road has to. Calls block; one connection per message.
 */
@NullMarked
package org.voxpost.mailbox.smtp;

import org.jspecify.annotations.NullMarked;
