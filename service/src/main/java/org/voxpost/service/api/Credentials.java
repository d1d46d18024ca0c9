package org.voxpost.service.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** One way to tell who sends a request. On event loops, must not block. */
@FunctionalInterface
interface Credentials {
    Optional<Client> find(HttpServerRequest request);
}
