/**
 * The address book protocol: its operations as records, and their two encodings ([MS-OXNSPI], [MS-OXCMAPIHTTP] 2.2.1
 * and 2.2.5).
 *
 * <p>An {@link NspiCall} is what is asked, an {@link NspiAnswer} what comes back, whatever carries them.
 * {@link NspiHttp} writes and reads both as bodies of MAPI over HTTP, {@link NspiStub} as NDR stubs of RPC. Property tags,
 * values and restrictions are those of {@link org.voxpost.mailbox.wire.rop}. Minimal Entry IDs (MIds) are row numbers of
 * one session with one server: unsigned 32 bits in an {@code int}, below 0x10 signals. Pure code: no threads, no
 * sockets.
 */
@NullMarked
package org.voxpost.mailbox.wire.nspi;

import org.jspecify.annotations.NullMarked;
