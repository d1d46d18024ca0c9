/**
 * The lab's DCE/RPC server ([C706] 12, [MS-RPCE] 3.3.3): interfaces answer calls, an {@link org.voxpost.lab.rpc.Association}
 * turns PDUs into calls and signs in by NTLM at the levels connect, integrity and privacy, whatever carries it.
 */
@NullMarked
package org.voxpost.lab.rpc;

import org.jspecify.annotations.NullMarked;
