/**
 * NTLM version 2 as both ends of a conversation need it ([MS-NLMP]): the three messages, the proof, the message integrity
 * code, channel binding (RFC 5929), and signing and sealing of what follows.
 *
 * <p>{@link NtlmInitiator} is the client's side, {@link NtlmAcceptor} the server's; both end in an {@link NtlmSession}.
 * Carriers (HTTP headers, RPC trailers) are elsewhere. Passwords enter as {@link NtlmCredentials} and never leave; NTLM
 * version 1 and LM are neither sent nor accepted. Numbers are little-endian, text is UTF-16LE. Nothing here blocks; objects
 * with state belong to one connection and are not safe for several threads.
 */
@NullMarked
package org.voxpost.mailbox.wire.ntlm;

import org.jspecify.annotations.NullMarked;
