/**
 * Network Data Representation 2.0, little-endian, as far as Exchange's interfaces need it ([C706] chapter 14,
 * [MS-RPCE] 2.2.4): alignment from the beginning of the stub, strings, pointers and what they defer, context handles.
 */
@NullMarked
package org.voxpost.mailbox.wire.ndr;

import org.jspecify.annotations.NullMarked;
