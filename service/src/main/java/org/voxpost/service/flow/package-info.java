/**
 * What callers hear and can press: one class per flow, each on the call's own virtual thread, read from top to bottom
 * like the conversation it is.
 *
 * <p>{@link org.voxpost.service.flow.CallAnswering} takes every call, asks the routing whom it is for and starts the flow.
 * Hanging up is a normal ending: a flow is left by {@code CallerGone} and whatever was recorded is kept. Nothing here
 * waits for Exchange. Every log line of a call carries its id (MDC key {@code call}).
 */
@NullMarked
package org.voxpost.service.flow;

import org.jspecify.annotations.NullMarked;
