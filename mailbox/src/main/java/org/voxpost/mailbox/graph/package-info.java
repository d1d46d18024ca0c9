/**
 * Microsoft Graph v1.0: mail, directory and change tracking of Exchange Online as JSON over HTTPS, for organisations
 * where EWS is switched off.
 *
 * <p>{@link org.voxpost.mailbox.graph.GraphProvider} makes server and directory. The application has rights of its own
 * (Mail.ReadWrite, User.Read.All) and names the mailbox in every address. Every operation blocks its caller; a watch has
 * a virtual thread. A request that creates something is sent once. Recordings above 2.9 MB are uploaded to a message
 * that lies in Drafts until it is whole.
 */
@NullMarked
package org.voxpost.mailbox.graph;

import org.jspecify.annotations.NullMarked;
