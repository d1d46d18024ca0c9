/**
 * The stubs of EMSMDB and AsyncEMSMDB ([MS-OXCRPC] 3.1.4 and 3.3.4): what carries ROP buffers over RPC. Requests and
 * answers are records, read and written by client and server alike. Every stub ends with nothing left over; what limits
 * the specification gives are checked before anything is allocated.
 */
@NullMarked
package org.voxpost.mailbox.wire.emsmdb;

import org.jspecify.annotations.NullMarked;
