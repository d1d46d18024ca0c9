package org.voxpost.service.api;

import java.util.Set;

/**
 * Who asks.
 *
 * @param id for limits and the audit, for example the id of a key
 * @param scopes what he may do
 */
record Client(String id, Set<Scope> scopes) {
    Client {
        scopes = Set.copyOf(scopes);
    }
}
