package org.voxpost.lab.graph;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;

/** What goes back. */
record GraphAnswer(int status, String contentType, byte[] content) {
    static final String JSON = "application/json";

    static GraphAnswer json(int status, JsonNode body) {
        return new GraphAnswer(status, JSON + ";odata.metadata=minimal;charset=utf-8",
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static GraphAnswer empty(int status) {
        return new GraphAnswer(status, "text/plain", new byte[0]);
    }
}
