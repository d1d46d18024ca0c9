package org.voxpost.mailbox.graph;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.voxpost.mailbox.SmtpAddress;

/**
 * A relative address below the version, encoded: {@code /users/ivy%40corp.example/messages?$top=1}.
 *
 * @param text begins with a slash
 */
record GraphPath(String text) {

    static GraphPath of(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return new GraphPath(path.toString());
    }

    static GraphPath user(SmtpAddress owner, String... segments) {
        return new GraphPath(of("users", owner.value()).text + of(segments).text);
    }

    /** With one more parameter of OData, for example {@code $filter}. */
    GraphPath with(String name, String value) {
        return new GraphPath(text + (text.indexOf('?') < 0 ? '?' : '&') + name + '=' + encoded(value));
    }

    GraphPath with(String name, int value) {
        return with(name, Integer.toString(value));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A text in a filter, in quotes. */
    static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /**
     * The relative form of an address that an answer gave ({@code @odata.nextLink}, {@code @odata.deltaLink}).
     *
     * @throws IllegalArgumentException if it does not lie below {@code base}: the token must not go anywhere else
     */
    static GraphPath below(URI base, String link) {
        String prefix = base + "/";
        if (!link.startsWith(prefix)) {
            throw new IllegalArgumentException("the server leads to a page that is not below " + base);
        }
        return new GraphPath(link.substring(prefix.length() - 1));
    }

    URI on(URI base) {
        return URI.create(base + text);
    }
}
