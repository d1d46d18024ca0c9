package org.voxpost.mailbox.wire.mapihttp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cookies of one Session Context ([MS-OXCMAPIHTTP] 3.1.5.1, 3.1.5.2): by name, the newest value wins, all are sent
 * with every request; Path and Expires do not matter here. Newest means: set by the younger request, because the answer
 * to a wait can come minutes after that to a later request. Safe for several threads.
 */
final class ContextCookies {
    private static final int MOST = 50;

    private record Cookie(String value, long setBy) {
    }

    private final Map<String, Cookie> cookies = new LinkedHashMap<>();

    /**
     * @param request number of the request whose answer this is; grows from request to request
     * @param setCookies values of the Set-Cookie headers
     */
    synchronized void accept(long request, List<String> setCookies) {
        for (String line : setCookies) {
            String pair = line.split(";", 2)[0];
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(pair.substring(0, equals).strip(), new Cookie(pair.substring(equals + 1).strip(), request));
            }
        }
    }

    private void put(String name, Cookie cookie) {
        Cookie known = cookies.get(name);
        boolean room = known != null || cookies.size() < MOST;
        if (room && (known == null || known.setBy <= cookie.setBy)) {
            cookies.put(name, cookie);
        }
    }

    /** The Cookie header; empty if there is nothing to send. */
    synchronized Optional<String> header() {
        return cookies.isEmpty()
                ? Optional.empty()
                : Optional.of(cookies.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue().value)
                        .collect(Collectors.joining("; ")));
    }

    synchronized void clear() {
        cookies.clear();
    }
}
