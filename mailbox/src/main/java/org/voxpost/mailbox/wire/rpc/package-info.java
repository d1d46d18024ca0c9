/**
 * Connection-oriented DCE/RPC: PDUs, fragments, the authentication trailer and the endpoint mapper's towers ([C706]
 * chapters 12 and 13, [MS-RPCE] 2.2.2), little-endian only. Pure code; connections are elsewhere.
 */
@NullMarked
package org.voxpost.mailbox.wire.rpc;

import org.jspecify.annotations.NullMarked;
