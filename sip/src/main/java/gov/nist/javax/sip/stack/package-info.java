/**
 * What must stand in JAIN SIP's own package because it extends what only that package may: the UDP reader, bounded.
 *
 * <p>Stock reading allocates the largest datagram for each packet and queues without bound; one burst ends its thread with
 * OutOfMemoryError and the stack is deaf for good. Nothing else belongs here.
 */
@NullMarked
package gov.nist.javax.sip.stack;

import org.jspecify.annotations.NullMarked;
