package org.voxpost.service.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** A key as {@code ?key=} of a switch's address: Unified CM can send no header. Not taken by the REST API. */
record UrlKeyCredentials(ApiKeys keys) implements Credentials {
    @Override
    public Optional<Client> find(HttpServerRequest request) {
        return request.path().startsWith("/switch/")
                ? Optional.ofNullable(request.getParam("key")).flatMap(keys::find)
                        .map(key -> new Client(key.id(), key.scopes()))
                : Optional.empty();
    }
}
