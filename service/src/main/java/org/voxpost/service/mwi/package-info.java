/**
 * Message waiting lamps (RFC 3842): what a mailbox holds, told to the telephones of its owner.
 *
 * <p>The count in the mailbox is the only truth: {@link org.voxpost.service.mwi.Lamps} counts when a message was
 * delivered, when the server says that something changed, and from time to time. It never adds or subtracts.
 * {@link org.voxpost.service.mwi.LampSchedule} decides which lamp of a peer is told next and is pure: times are handed
 * in, in nanoseconds of a monotonic clock. Everything that blocks runs on virtual threads.
 */
@NullMarked
package org.voxpost.service.mwi;

import org.jspecify.annotations.NullMarked;
