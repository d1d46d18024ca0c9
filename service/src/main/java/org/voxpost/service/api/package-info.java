/**
 * The service over HTTP: health and metrics, on loopback unless configured otherwise.
 *
 * <p>{@code GET /health/live} answers 200 while the process works. {@code GET /health/ready} answers 200 while calls can
 * be taken and kept, else 503; a part that is down but does not hinder calls (Exchange) makes it {@code degraded}, still
 * 200. {@code GET /metrics} is Prometheus text. Handlers run on event loops and never block; checks run on virtual
 * threads with a deadline, and their last result is what is answered.
 */
@NullMarked
package org.voxpost.service.api;

import org.jspecify.annotations.NullMarked;
