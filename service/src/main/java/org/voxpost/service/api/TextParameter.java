package org.voxpost.service.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;
import org.voxpost.service.api.RestApi.BadParameter;

/**
 * A text in a query, as the contract describes it.
 *
 * @param shortest characters
 * @param longest characters
 * @param pattern what it has to look like
 * @param words the only ones it may be; empty for any
 */
record TextParameter(String name, boolean required, int shortest, int longest, Pattern pattern, List<String> words) {
    private static final int LONGEST = 1000;

    /** True if the contract's parameter is a text of the query. */
    static boolean isOne(JsonObject parameter) {
        JsonObject schema = parameter.getJsonObject("schema");
        return schema != null && "query".equals(parameter.getString("in"))
                && "string".equals(schema.getString("type"));
    }

    static TextParameter of(JsonObject parameter) {
        JsonObject schema = parameter.getJsonObject("schema");
        return new TextParameter(parameter.getString("name"), parameter.getBoolean("required", false),
                schema.getInteger("minLength", 0), schema.getInteger("maxLength", LONGEST),
                Pattern.compile(schema.getString("pattern", "(?s).*")),
                schema.getJsonArray("enum", new JsonArray()).stream().map(String::valueOf).toList());
    }

    /** A number of a query: a plus that the client did not encode arrives as a blank. */
    static String withPlus(String text) {
        return text.length() > 1 && text.charAt(0) == ' ' && text.charAt(1) >= '0' && text.charAt(1) <= '9'
                ? "+" + text.substring(1)
                : text;
    }

    /** @throws BadParameter naming it and what is wrong */
    void check(RoutingContext request) {
        String value = request.request().getParam(name);
        if (value == null) {
            if (required) {
                throw new BadParameter("query parameter " + name + " is missing");
            }
            return;
        }
        if (value.length() < shortest || value.length() > longest) {
            throw new BadParameter(
                    "query parameter " + name + " has not " + shortest + " to " + longest + " characters");
        }
        if (!pattern.matcher(value).find()) {
            throw new BadParameter("query parameter " + name + " does not look like " + pattern);
        }
        if (!words.isEmpty() && !words.contains(value)) {
            throw new BadParameter("query parameter " + name + " is none of " + String.join(", ", words));
        }
    }
}
