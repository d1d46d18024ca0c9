/**
 * The address book of Exchange behind {@link org.voxpost.mailbox.Directory}: [MS-OXNSPI] over MAPI over HTTP and RPC.
 *
 * <p>{@link org.voxpost.mailbox.nspi.NspiProvider} is the way in. The walk is the dependable way to everybody; searches
 * are tried in several forms, because servers differ in what they call too complex, and what worked is remembered for
 * each server. Everything here only reads, so a call whose answer got lost is made again. Calls block; use virtual
 * threads. One session serves one call at a time.
 */
@NullMarked
package org.voxpost.mailbox.nspi;

import org.jspecify.annotations.NullMarked;
