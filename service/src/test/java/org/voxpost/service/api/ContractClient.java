package org.voxpost.service.api;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A client made of nothing but {@code openapi.yaml}: its examples are what it sends, its schemas what it accepts. */
final class ContractClient {
    private final JsonObject contract;

    private ContractClient(JsonObject contract) {
        this.contract = contract;
    }

    static ContractClient read() throws IOException {
        Map<String, Object> map = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("src/main/resources/openapi.yaml")));
        return new ContractClient(new JsonObject(new JsonObject(map).encode()));
    }

    /** One request, and what may come back. */
    record Exchange(String method, String pathAndQuery, String body, JsonObject responses, JsonObject components) {

        /** What is wrong with an answer; empty if nothing is. */
        String complaints(int status, String body) {
            JsonObject response = responses.getJsonObject(Integer.toString(status));
            if (response == null || status >= 400) {
                return "status " + status + ": " + body;
            }
            if (!response.getJsonObject("content").containsKey("application/json")) {
                return ""; // a file
            }
            JsonObject schema = response.getJsonObject("content").getJsonObject("application/json")
                    .getJsonObject("schema").copy();
            schema.put("components", components);
            OutputUnit result = Validator.create(JsonSchema.of(closed(schema)),
                    new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("app://contract")
                            .setOutputFormat(OutputFormat.Basic))
                    .validate(Json.decodeValue(body));
            return Boolean.TRUE.equals(result.getValid()) ? "" : result.toJson().encodePrettily() + "\n" + body;
        }

        /** A member that the contract does not name is a mistake here, though clients have to pass over it. */
        private static JsonObject closed(JsonObject schema) {
            for (Map.Entry<String, Object> member : schema) {
                if (member.getValue() instanceof JsonObject inner) {
                    closed(inner);
                }
            }
            return schema.containsKey("properties") ? schema.put("additionalProperties", false) : schema;
        }
    }

    /** One for each operation, with the examples of its parameters. @param id of something that is there */
    List<Exchange> exchanges(String id) {
        var all = new ArrayList<Exchange>();
        for (Map.Entry<String, Object> path : contract.getJsonObject("paths")) {
            for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
                var operation = (JsonObject) method.getValue();
                String query = operation.getJsonArray("parameters", new JsonArray()).stream()
                        .map(parameter -> (JsonObject) parameter).filter(parameter -> parameter.containsKey("example"))
                        .map(parameter -> parameter.getString("name") + "="
                                + URLEncoder.encode(parameter.getString("example"), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
                JsonObject sent = operation.getJsonObject("requestBody", new JsonObject())
                        .getJsonObject("content", new JsonObject()).getJsonObject("application/json", new JsonObject());
                all.add(new Exchange(method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey().replace("{id}", id) + (query.isEmpty() ? "" : "?" + query),
                        sent.containsKey("example") ? sent.getJsonObject("example").encode() : "",
                        operation.getJsonObject("responses"), contract.getJsonObject("components")));
            }
        }
        return all;
    }
}
