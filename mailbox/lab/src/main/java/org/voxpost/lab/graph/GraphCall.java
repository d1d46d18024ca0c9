package org.voxpost.lab.graph;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.voxpost.lab.store.LabAccount;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One request, alone or as part of a batch.
 *
 * @param segments of the path below the version, decoded
 * @param options of the query, decoded, by name
 * @param headers by name without case
 * @param base of links in answers, with the version
 */
record GraphCall(String method, List<String> segments, Map<String, String> options, Map<String, String> headers,
        JsonNode body, LabAccount account, String base) {

    /** @param address path and query below the version, as in the request line */
    static GraphCall of(String method, String address, Map<String, String> headers, JsonNode body, LabAccount account,
            String base) {
        int question = address.indexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : question < 0 ? new String[0] : address.substring(question + 1).split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1 || options.put(decoded(pair.substring(0, equals)),
                    decoded(pair.substring(equals + 1))) != null) {
                throw GraphRefusal.badRequest("The query is malformed at '" + pair + "'.");
            }
        }
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        List<String> segments = Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).map(GraphCall::decoded)
                .toList();
        return new GraphCall(method, segments, options, byName, body, account, base);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GraphRefusal.badRequest("'" + text + "' is not encoded as it should be.");
        }
    }

    /** True if method and path are these; {@code *} stands for any one segment. */
    boolean is(String wanted, String... path) {
        if (!method.equals(wanted) || segments.size() != path.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (!path[i].equals("*") && !path[i].equalsIgnoreCase(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    String segment(int number) {
        return segments.get(number);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    int number(String name, int otherwise, int most) {
        String text = options.getOrDefault(name, Integer.toString(otherwise));
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw GraphRefusal.badRequest("Invalid value '" + text + "' for " + name + ".");
        }
        return Integer.parseInt(text);
    }

    void allowOptions(String... names) {
        for (String name : options.keySet()) {
            if (!Set.of(names).contains(name)) {
                throw GraphRefusal.badRequest("The query parameter '" + name + "' is not known here.");
            }
        }
    }

    /** A value of the header Prefer; empty if it is not asked for. */
    String preference(String name) {
        for (String one : headers.getOrDefault("Prefer", "").split(",")) {
            String[] parts = one.strip().split("=", 2);
            if (parts.length == 2 && parts[0].equalsIgnoreCase(name)) {
                return parts[1].replace("\"", "");
            }
        }
        return "";
    }
}
