/**
 * The gate before the SIP stack: frames messages on streams, bounds them, and answers itself what no one may take
 * (RFC 3261, 8.2, 18.3, 20 and 21.4; the torture tests of RFC 4475 and RFC 5118).
 *
 * <p>The stack behind it drops in silence much that deserves a 4xx, and loses its place in a stream after a bad length. What
 * passes here is written anew: unfolded, compact names expanded, with its true Content-Length. Pure but for
 * {@link org.voxpost.sip.guard.MessageStream}, which reads. Text is kept byte for byte (ISO 8859-1 as a carrier). It judges
 * form alone: whether a method, an extension or a body is welcome is for the stack's user to say.
 */
@NullMarked
package org.voxpost.sip.guard;

import org.jspecify.annotations.NullMarked;
