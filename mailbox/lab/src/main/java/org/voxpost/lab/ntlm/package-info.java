/** NTLM version 2 as the lab's servers demand it; the protocol itself is {@code org.voxpost.mailbox.wire.ntlm}. */
@NullMarked
package org.voxpost.lab.ntlm;

import org.jspecify.annotations.NullMarked;
