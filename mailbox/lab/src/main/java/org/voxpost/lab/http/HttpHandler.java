package org.voxpost.lab.http;

import java.io.IOException;

/** Answers requests below one path, on the connection's virtual thread. It answers exactly once. */
@FunctionalInterface
public interface HttpHandler {
    /** @throws IOException if the peer is gone; the connection is closed then */
    void handle(HttpExchange exchange) throws IOException;
}
