package org.voxpost.lab.graph;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Links in answers: the same request with another place in it. */
final class Links {
    private Links() {
    }

    static String with(GraphCall call, String option, String value) {
        Map<String, String> options = new LinkedHashMap<>(call.options());
        options.remove("$skiptoken");
        options.remove("$deltatoken");
        options.put(option, value);
        return call.base() + call.segments().stream().map(Links::encoded).collect(Collectors.joining("/", "/", "?"))
                + options.entrySet().stream().map(o -> o.getKey() + "=" + encoded(o.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
