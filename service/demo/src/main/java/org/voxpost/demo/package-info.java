/**
 * A trial without a telephone system and without Exchange: what {@code deploy/voxpost demo} runs, and the calling party
 * that the end-to-end tests use.
 *
 * <p>{@link org.voxpost.demo.Demo} starts the lab and the service as processes of their own, calls in with a
 * {@link org.voxpost.demo.Telephone} made of the product's own SIP and media modules, and reads the item back over EWS.
 * Loopback only; nothing here is on the service's class path. Audio is mono, 16-bit, 8000 Hz.
 */
@NullMarked
package org.voxpost.demo;

import org.jspecify.annotations.NullMarked;
