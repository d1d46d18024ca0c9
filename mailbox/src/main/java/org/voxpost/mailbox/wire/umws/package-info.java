/**
 * The Voice Mail Settings web service ([MS-OXWUMS]) as bytes: requests, answers and faults, read and written by client,
 * lab and service alike.
 *
 * <p>{@link org.voxpost.mailbox.wire.umws.UmwsRequest} and {@link org.voxpost.mailbox.wire.umws.UmwsAnswer} are the SOAP
 * bodies; {@link org.voxpost.mailbox.wire.umws.UmwsFault} is what an operation fails with. Element names are case
 * sensitive and not consistent among themselves; they stand here once. No I/O, no thread of its own. The three newer
 * operations that live in EWS (PlayOnPhone with an EWS item id and its two companions) are not here.
 */
@NullMarked
package org.voxpost.mailbox.wire.umws;

import org.jspecify.annotations.NullMarked;
