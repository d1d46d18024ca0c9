/**
 * The lab's mailbox endpoint ([MS-OXCROPS], [MS-OXCMAPIHTTP]).
 *
 * <p>{@link org.voxpost.lab.emsmdb.RopProcessor} executes ROP buffers of one session on the store and does not know what
 * carries them; {@link org.voxpost.lab.emsmdb.MapiHttpFrontEnd} is {@code /mapi/emsmdb}: session contexts, cookies,
 * keep-alives, faults. Strict about handles, sequence and lengths: a buffer that cannot be parsed is ecRpcFormat, a
 * second request in a context is code 15. It executes what the public specification says and nothing that only a client
 * of ours would ask for.
 */
@NullMarked
package org.voxpost.lab.emsmdb;

import org.jspecify.annotations.NullMarked;
