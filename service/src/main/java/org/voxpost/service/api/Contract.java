package org.voxpost.service.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contract, {@code openapi.yaml}, as far as requests are checked against it. */
final class Contract {
    private static final String RESOURCE = "/openapi.yaml";

    private Contract() {
    }

    /** Reads it; takes some hundred milliseconds on another thread. */
    static Future<OpenAPIContract> load(Vertx vertx) {
        return vertx.executeBlocking(Contract::requests, false)
                .compose(contract -> OpenAPIContract.from(vertx, contract));
    }

    /** Answers are left out: Vert.x refuses {@code application/problem+json}, and only requests are checked. */
    private static JsonObject requests() {
        JsonObject contract = read();
        contract.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
            if (method.getValue() instanceof JsonObject operation) {
                operation.put("responses", new JsonObject().put("200", new JsonObject().put("description", "")));
                withoutTexts(operation, contract);
            }
        }));
        JsonObject components = contract.getJsonObject("components");
        components.remove("responses");
        components.remove("schemas");
        return contract;
    }

    /** Vert.x takes a text of digits for a number and refuses it: texts of the query are checked by {@link TextParameter}. */
    private static void withoutTexts(JsonObject operation, JsonObject contract) {
        var kept = new JsonArray();
        operation.getJsonArray("parameters", new JsonArray()).forEach(parameter -> {
            JsonObject resolved = resolved((JsonObject) parameter, contract);
            if (!TextParameter.isOne(resolved)) {
                kept.add(resolved);
            }
        });
        operation.put("parameters", kept);
    }

    /** The texts an operation takes in its query. */
    static List<TextParameter> texts(String operationId) {
        JsonObject contract = read();
        var found = new ArrayList<TextParameter>();
        contract.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
            var operation = (JsonObject) method.getValue();
            if (operationId.equals(operation.getString("operationId"))) {
                operation.getJsonArray("parameters", new JsonArray()).stream()
                        .map(parameter -> resolved((JsonObject) parameter, contract)).filter(TextParameter::isOne)
                        .map(TextParameter::of).forEach(found::add);
            }
        }));
        return List.copyOf(found);
    }

    private static JsonObject resolved(JsonObject parameter, JsonObject contract) {
        String ref = parameter.getString("$ref");
        return ref == null
                ? parameter
                : contract.getJsonObject("components").getJsonObject("parameters")
                        .getJsonObject(ref.substring(ref.lastIndexOf('/') + 1));
    }

    private static JsonObject read() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream(RESOURCE))) {
            Map<String, Object> map = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new JsonObject(new JsonObject(map).encode());
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml cannot be read", e);
        }
    }
}
