package org.voxpost.service.api;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Why something was not done (RFC 9457).
 *
 * @param status of HTTP
 * @param detail one sentence for whoever wrote the client; no secret
 */
record Problem(int status, String detail) {

    void write(HttpServerResponse response) {
        if (response.ended()) {
            return;
        }
        response.setStatusCode(status).putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject().put("type", "about:blank").put("title", title()).put("status", status)
                        .put("detail", detail).toBuffer());
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
