/**
 * The SIP stack behind {@link org.voxpost.sip.SipEndpoint}: JAIN SIP's transports, parser and transactions (RFC 3261, 17
 * and 18), our own dialogs (12) and user agent (8, 13, 14, 15).
 *
 * <p>The only package that sees {@code javax.sip}. Requests and responses arrive on stack threads, which create the server
 * transaction, answer what needs no thought and hand calls to a virtual thread each. The stack's own dialog support is
 * off: it loses an ACK now and then, sends 200 again on UDP only, and cannot be told how long to wait.
 */
@NullMarked
package org.voxpost.sip.jain;

import org.jspecify.annotations.NullMarked;
