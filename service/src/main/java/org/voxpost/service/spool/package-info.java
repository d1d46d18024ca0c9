/**
 * Keeps what callers said until it lies in their mailboxes.
 *
 * <p>A recording is appended to a file whose header, durable before the beep, says whose it is
 * ({@link org.voxpost.service.spool.RecordingStore}). {@link org.voxpost.service.spool.Spool#accept} is the point of no
 * loss: when it returns, audio and row are durable. {@link org.voxpost.service.spool.DeliveryWorker} then offers the
 * message to its mailbox until it lies there once; {@link org.voxpost.service.spool.DeliveryState} lists the steps. Flows
 * and the worker run on virtual threads and may block here; media threads only append. Times are UTC instants for
 * people, monotonic nanoseconds for waiting.
 */
@NullMarked
package org.voxpost.service.spool;

import org.jspecify.annotations.NullMarked;
