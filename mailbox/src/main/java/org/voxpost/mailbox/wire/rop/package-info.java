/**
 * ROPs, the operations of the Exchange store, as bytes ([MS-OXCROPS], [MS-OXCDATA], [MS-OXCRPC] 2.2.2).
 *
 * <p>Bottom up: {@link org.voxpost.mailbox.wire.rop.PropertyTag}, {@link org.voxpost.mailbox.wire.rop.PropertyValue},
 * {@link org.voxpost.mailbox.wire.rop.PropertyRow}, {@link org.voxpost.mailbox.wire.rop.Restriction} and ids; one
 * {@link org.voxpost.mailbox.wire.rop.Rop} record for each operation, which reads and writes request and reply; {@link
 * org.voxpost.mailbox.wire.rop.RopBuffer} with its handle table; {@link org.voxpost.mailbox.wire.rop.ExtendedBuffer}
 * with compression and obfuscation; {@link org.voxpost.mailbox.wire.rop.RopCarrier}, what takes it to a server. Client
 * and lab use the same records. Everything but carriers is pure; little-endian; every length is checked against what is
 * left before anything is allocated.
 */
@NullMarked
package org.voxpost.mailbox.wire.rop;

import org.jspecify.annotations.NullMarked;
