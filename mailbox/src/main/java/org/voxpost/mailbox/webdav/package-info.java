/**
 * Mailboxes over the WebDAV of Exchange 2000, 2003 and 2007 (RFC 2518, the Exchange store's own properties and methods).
 *
 * <p>{@link org.voxpost.mailbox.webdav.WebDavProvider} opens servers. A message is created under a resource name made from its
 * delivery id, so creating it twice leaves one. Folders are asked for, because their URLs are in the server's language. Answers
 * are read leniently: these servers send XML that is not well formed. Calls block; use virtual threads. Exchange 2010 and
 * later do not have this protocol.
 */
@NullMarked
package org.voxpost.mailbox.webdav;

import org.jspecify.annotations.NullMarked;
