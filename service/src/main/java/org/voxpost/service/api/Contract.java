package org.voxpost.service.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The contract, {@code openapi.yaml}, as far as requests are checked against it.
 *
 * @param requests what Vert.x checks
 * @param texts by operation id, the texts that the operation takes in its query
 */
record Contract(OpenAPIContract requests, Map<String, List<TextParameter>> texts) {
    private static final String RESOURCE = "/openapi.yaml";

    /** Reads it; takes some hundred milliseconds on another thread. */
    static Future<Contract> load(Vertx vertx) {
        return vertx.executeBlocking(Contract::read, false).compose(written -> {
            Map<String, List<TextParameter>> texts = texts(written); // before they are taken out
            return OpenAPIContract.from(vertx, requests(written)).map(requests -> new Contract(requests, texts));
        });
    }

    /** Answers are left out: Vert.x refuses {@code application/problem+json}, and only requests are checked. */
    private static JsonObject requests(JsonObject contract) {
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

    private static Map<String, List<TextParameter>> texts(JsonObject contract) {
        var found = new HashMap<String, List<TextParameter>>();
        contract.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
            var operation = (JsonObject) method.getValue();
            found.put(operation.getString("operationId"),
                    operation.getJsonArray("parameters", new JsonArray()).stream()
                            .map(parameter -> resolved((JsonObject) parameter, contract)).filter(TextParameter::isOne)
                            .map(TextParameter::of).toList());
        }));
        return found;
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
