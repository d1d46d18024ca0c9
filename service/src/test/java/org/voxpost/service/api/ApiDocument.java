package org.voxpost.service.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Writes {@code docs/api.md} out of the contract. */
final class ApiDocument {
    private final Map<String, Object> contract;
    private final StringBuilder out = new StringBuilder();

    private ApiDocument(Map<String, Object> contract) {
        this.contract = contract;
    }

    static String markdown(String yaml) {
        Map<String, Object> contract = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new ApiDocument(contract).write();
    }

    private String write() {
        Map<String, Object> info = map(contract, "info");
        line("# " + info.get("title") + ", version " + info.get("version"));
        line("");
        line("*Made from `service/src/main/resources/openapi.yaml`, which is the contract: do not change it here.*");
        line("");
        line(info.get("summary") + " The base of all paths is `/api/v1`.");
        line("");
        line(text(info, "description"));
        map(contract, "paths").forEach((path, methods) -> cast(methods).forEach(
                (method, operation) -> operation(method, path, cast(operation))));
        line("## Structures");
        map(map(contract, "components"), "schemas").forEach((name, schema) -> schema(name, cast(schema)));
        return out.toString().strip() + "\n";
    }

    private void operation(String method, String path, Map<String, Object> operation) {
        line("## " + method.toUpperCase(java.util.Locale.ROOT) + " " + path);
        line("");
        line(operation.get("summary") + ". Scope `" + operation.get("x-scope") + "`.");
        line("");
        Optional.ofNullable(operation.get("description")).ifPresent(text -> line(String.valueOf(text).strip() + "\n"));
        List<Map<String, Object>> parameters = list(operation.get("parameters")).stream().map(this::resolved).toList();
        if (!parameters.isEmpty()) {
            line("| parameter | in | type | meaning |");
            line("|---|---|---|---|");
            parameters.forEach(p -> line("| `%s`%s | %s | %s | %s |".formatted(p.get("name"),
                    Boolean.TRUE.equals(p.get("required")) ? " (needed)" : "", p.get("in"), type(map(p, "schema")),
                    cell(p.get("description")))));
            line("");
        }
        body(operation);
        example(operation, parameters, method, path);
        line("| status | meaning |");
        line("|---|---|");
        map(operation, "responses").forEach((status, response) -> line("| %s | %s |".formatted(status,
                cell(resolved(cast(response)).get("description")))));
        line("");
    }

    /** What is sent. */
    private void body(Map<String, Object> operation) {
        Map<String, Object> schema = map(sent(operation), "schema");
        if (!schema.isEmpty()) {
            line("| member of the body | type | meaning |");
            line("|---|---|---|");
            properties("", schema);
            line("");
        }
    }

    private static Map<String, Object> sent(Map<String, Object> operation) {
        return map(map(map(operation, "requestBody"), "content"), "application/json");
    }

    private void example(Map<String, Object> operation, List<Map<String, Object>> parameters, String method,
            String path) {
        Map<String, Object> responses = map(operation, "responses");
        Map<String, Object> content = map(map(responses, responses.containsKey("202") ? "202" : "200"), "content");
        Map<String, Object> json = map(content, "application/json");
        line("Answers " + answer(map(json, "schema")) + ".");
        line("");
        if (json.get("example") == null) {
            return;
        }
        var query = new ArrayList<String>();
        parameters.stream().filter(p -> p.get("example") != null)
                .forEach(p -> query.add(p.get("name") + "=" + String.valueOf(p.get("example")).replace("+", "%2B")));
        line("```");
        line("curl -H \"Authorization: Bearer $KEY\" 'http://127.0.0.1:8080/api/v1" + path
                + (query.isEmpty() ? "" : "?" + String.join("&", query)) + "'" + (method.equals("get")
                        ? ""
                        : " \\\n     --json '"
                                + new io.vertx.core.json.JsonObject(map(sent(operation), "example")).encode()
                                + "'"));
        line(new io.vertx.core.json.JsonObject(map(json, "example")).encodePrettily());
        line("```");
        line("");
    }

    private static String answer(Map<String, Object> schema) {
        return schema.get("$ref") == null
                ? "an object with " + String.join(", ", map(schema, "properties").entrySet().stream()
                        .map(p -> "`" + p.getKey() + "` (" + type(cast(p.getValue())) + ")").toList())
                : type(schema);
    }

    private void schema(String name, Map<String, Object> schema) {
        line("");
        line("### " + name);
        line("");
        line("| member | type | meaning |");
        line("|---|---|---|");
        properties("", schema);
        line("");
    }

    private void properties(String prefix, Map<String, Object> schema) {
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        map(schema, "properties").forEach((name, value) -> {
            Map<String, Object> property = cast(value);
            line("| `%s%s`%s | %s | %s |".formatted(prefix, name, required.contains(name) ? "" : " (may be absent)",
                    type(property), cell(property.get("description"))));
            properties(prefix + name + ".", property);
            properties(prefix + name + "[].", map(property, "items"));
        });
    }

    private static String type(Map<String, Object> schema) {
        Object ref = schema.get("$ref");
        if (ref != null) {
            String name = String.valueOf(ref).substring(String.valueOf(ref).lastIndexOf('/') + 1);
            return "[" + name + "](#" + name.toLowerCase(java.util.Locale.ROOT) + ")";
        }
        if (schema.get("enum") instanceof List<?> words) {
            return String.join(", ", words.stream().map(word -> "`" + word + "`").toList());
        }
        return "array".equals(schema.get("type"))
                ? "list of " + type(map(schema, "items"))
                : String.valueOf(schema.get("type"));
    }

    private Map<String, Object> resolved(Map<String, Object> object) {
        Object ref = object.get("$ref");
        if (ref == null) {
            return object;
        }
        Map<String, Object> at = contract;
        for (String step : String.valueOf(ref).substring(2).split("/")) {
            at = map(at, step);
        }
        return at;
    }

    private static String text(Map<String, Object> object, String name) {
        return String.valueOf(object.getOrDefault(name, ""));
    }

    private static String cell(Object text) {
        return text == null ? "" : String.valueOf(text).strip().replace("\n", " ").replace("|", "\\|");
    }

    private static Map<String, Object> map(Map<String, Object> object, String name) {
        return object.get(name) == null ? Map.of() : cast(object.get(name));
    }

    private static List<Map<String, Object>> list(Object value) {
        return value instanceof List<?> elements ? elements.stream().map(ApiDocument::cast).toList() : List.of();
    }

    @SuppressWarnings("unchecked") // YAML maps have text for keys here
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
