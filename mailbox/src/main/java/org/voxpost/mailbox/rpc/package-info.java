/**
 * Calls over connection-oriented DCE/RPC ([C706] 12, [MS-RPCE] 3): connections by TCP, bound to one interface, signed in by
 * NTLM; the endpoint mapper. One call at a time on a connection; calls block, so use virtual threads.
 */
@NullMarked
package org.voxpost.mailbox.rpc;

import org.jspecify.annotations.NullMarked;
