/**
 * Which mailbox or service a call is for.
 *
 * <p>{@link org.voxpost.service.routing.CallRouting} is pure: it tries the parties an INVITE names, best first, in the
 * subscriber table of the peer's site, and says which rule decided, for the trace. Numbers are compared in the site's
 * dial plan, never as strings.
 */
@NullMarked
package org.voxpost.service.routing;

import org.jspecify.annotations.NullMarked;
