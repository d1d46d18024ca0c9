package org.voxpost.service.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use the API. The secret itself is not known here.
 *
 * @param id public, for lists and the audit log
 * @param name what it is for
 * @param revoked since when it is no longer good
 */
public record ApiKey(String id, String name, Set<Scope> scopes, Instant created, Optional<Instant> revoked) {
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
