/**
 * Which mailbox or service a call is for, and whose a telephone number is.
 *
 * <p>{@link org.voxpost.service.routing.CallRouting} is pure: it tries the parties an INVITE names, best first, in the
 * subscriber table of the peer's site, and says which rule decided, for the trace. Numbers are compared in the site's
 * dial plan, never as strings, and whole, never by how they end.
 *
 * <p>{@link org.voxpost.service.routing.AddressBook} keeps the organisation's people by number
 * ({@link org.voxpost.service.routing.NumberIndex}, about 150 bytes a person): read from the address book now and then, by
 * one virtual thread, copied to the state directory, replaced whole. Look-ups never wait and leave no process.
 */
@NullMarked
package org.voxpost.service.routing;

import org.jspecify.annotations.NullMarked;
