package org.voxpost.lab.graph;

import org.voxpost.lab.store.StoreRefusal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error as Graph tells it: status, {@code error.code}, {@code error.message}. */
final class GraphRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    GraphRefusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static GraphRefusal badRequest(String message) {
        return new GraphRefusal(400, "BadRequest", message);
    }

    static GraphRefusal noItem() {
        return new GraphRefusal(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    }

    static GraphRefusal of(StoreRefusal refusal) {
        String text = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            case NOT_FOUND -> noItem();
            case QUOTA -> new GraphRefusal(403, "ErrorQuotaExceeded", text);
            case TOO_LARGE -> new GraphRefusal(413, "ErrorMessageSizeExceeded", text);
            default -> new GraphRefusal(400, "ErrorInvalidPropertySet", text);
        };
    }

    int status() {
        return status;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("error").put("code", code).put("message", String.valueOf(getMessage()));
        return json;
    }
}
