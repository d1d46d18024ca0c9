/**
 * Readers and writers for little-endian wire formats whose fields carry the specification's names. Codecs of one
 * protocol each lie below: {@code .rop .nspi .ndr .rpc .ntlm .soap}. All public, because client and lab share them.
 */
@NullMarked
package org.voxpost.mailbox.wire;

import org.jspecify.annotations.NullMarked;
