/**
 * Microsoft Graph v1.0 over the store, as far as voice mail needs it: messages, attachments, upload sessions, delta,
 * users, batches. It refuses what the published description refuses: unknown fields and options, sorting by what is not
 * filtered first, pieces of an upload out of order, requests above 4 MB.
 *
 * <p>{@link org.voxpost.lab.graph.GraphFrontEnd} is the way in; tokens come from {@code /lab/oauth2/v2.0/token} for the
 * name and password of an account.
 */
@NullMarked
package org.voxpost.lab.graph;

import org.jspecify.annotations.NullMarked;
