package org.voxpost.sip;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sip, sips or tel URI (RFC 3261 19.1, RFC 3966), taken apart leniently.
 *
 * @param scheme {@code sip}, {@code sips} or {@code tel}, lower case
 * @param user user part, unescaped, without parameters; empty if absent
 * @param host host, without brackets for IPv6; empty for tel
 * @param port 0 if absent
 * @param parameters URI parameters, names in lower case, values unescaped, "" for flags; parameters inside the user part
 *            (RFC 3261 19.1.6: {@code ;ext=}, {@code ;phone-context=}) are among them
 * @param headers the {@code ?name=value} part, unescaped, names in lower case; several of one name joined by a comma
 */
public record SipUri(String scheme, String user, String host, int port, Map<String, String> parameters,
        Map<String, String> headers) {
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");
    private static final int LONGEST = 8192;
    private static final int HIGHEST_PORT = 65535;

    public SipUri {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    /** A sip URI of user and host. */
    public static SipUri of(String user, String host, int port) {
        return new SipUri("sip", user, host, port, Map.of(), Map.of());
    }

    /**
     * Reads a URI without angle brackets.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static SipUri parse(String text) {
        String uri = text.strip();
        if (uri.length() > LONGEST) {
            throw new IllegalArgumentException("URI of " + uri.length() + " characters, at most " + LONGEST);
        }
        if (uri.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '<' || c == '>')) {
            throw wrong("blank, control character or bracket", uri);
        }
        int colon = uri.indexOf(':');
        if (colon < 1) {
            throw wrong("no scheme", uri);
        }
        String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw wrong("scheme is none of sip, sips, tel", uri);
        }
        String rest = uri.substring(colon + 1);
        return scheme.equals("tel") ? tel(rest, uri) : sip(scheme, rest, uri);
    }

    /** The URI with another parameter; a flag if {@code value} is empty. */
    public SipUri withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new SipUri(scheme, user, host, port, more, headers);
    }

    /** The URI with a header that a request to it will hold, for example Replaces in Refer-To. */
    public SipUri withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new SipUri(scheme, user, host, port, parameters, more);
    }

    /** The URI as text for a message, what needs it escaped. Parameters stand in alphabetical order. */
    public String encode() {
        StringBuilder out = new StringBuilder(scheme).append(':');
        out.append(Escapes.encode(user, Escapes.USER));
        if (!scheme.equals("tel")) {
            out.append(user.isEmpty() ? "" : "@").append(bracketed(host)).append(port == 0 ? "" : ":" + port);
        }
        parameters.keySet().stream().sorted().forEach(name -> {
            String value = Escapes.encode(parameters.getOrDefault(name, ""), Escapes.PARAMETER);
            out.append(';').append(Escapes.encode(name, Escapes.PARAMETER)).append(value.isEmpty() ? "" : "=" + value);
        });
        char[] mark = {'?'};
        headers.keySet().stream().sorted().forEach(name -> {
            out.append(mark[0]).append(Escapes.encode(usual(name), Escapes.HEADER)).append('=')
                    .append(Escapes.encode(headers.getOrDefault(name, ""), Escapes.HEADER));
            mark[0] = '&';
        });
        return out.toString();
    }

    /** A header's name as it is usually written: there are those who look for {@code Replaces=} letter by letter. */
    private static String usual(String name) {
        return Stream.of(name.split("-", -1))
                .map(part -> part.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining("-"));
    }

    /** IPv6 addresses in brackets, everything else as it is. */
    static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static SipUri tel(String rest, String whole) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String user = Escapes.decode(cutParameters(rest, parameters));
        if (user.isEmpty()) {
            throw wrong("no number", whole);
        }
        return new SipUri("tel", user, "", 0, parameters, Map.of());
    }

    private static SipUri sip(String scheme, String rest, String whole) {
        int question = rest.indexOf('?');
        Map<String, String> headers = question < 0 ? Map.of() : headers(rest.substring(question + 1));
        String address = question < 0 ? rest : rest.substring(0, question);
        int at = address.indexOf('@');
        Map<String, String> parameters = new LinkedHashMap<>();
        String user = at < 0 ? "" : user(address.substring(0, at), parameters);
        String hostPort = cutParameters(address.substring(at + 1), parameters);
        int hostEnd = hostEnd(hostPort, whole);
        String host = hostPort.substring(0, hostEnd);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw wrong("no host", whole);
        }
        return new SipUri(scheme, user, host, port(hostPort.substring(hostEnd), whole), parameters, headers);
    }

    private static String user(String userInfo, Map<String, String> parameters) {
        String user = cutParameters(userInfo, parameters);
        int password = user.indexOf(':');
        return Escapes.decode(password < 0 ? user : user.substring(0, password));
    }

    private static int hostEnd(String hostPort, String whole) {
        if (hostPort.startsWith("[")) {
            int close = hostPort.indexOf(']');
            if (close < 0) {
                throw wrong("bracket without end", whole);
            }
            return close + 1;
        }
        int colon = hostPort.indexOf(':');
        if (colon >= 0 && hostPort.indexOf(':', colon + 1) >= 0) {
            throw wrong("IPv6 address without brackets", whole);
        }
        return colon < 0 ? hostPort.length() : colon;
    }

    private static int port(String text, String whole) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int port = Integer.parseInt(text.substring(1));
            if (text.charAt(0) == ':' && port >= 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Port is no number in SIP URI " + quoted(whole), notANumber);
        }
        throw wrong("port is not in 0..65535", whole);
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = Escapes.decode(equals < 0 ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : Escapes.decode(pair.substring(equals + 1));
            headers.merge(name, value, (first, second) -> first + ", " + second);
        }
        return headers;
    }

    /** Puts what follows the first semicolon into {@code parameters} and gives what stands before it. */
    private static String cutParameters(String text, Map<String, String> parameters) {
        String[] parts = text.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = Escapes.decode(equals < 0 ? parts[i] : parts[i].substring(0, equals));
            if (!name.isEmpty()) {
                parameters.put(name.toLowerCase(Locale.ROOT),
                        equals < 0 ? "" : Escapes.decode(parts[i].substring(equals + 1)));
            }
        }
        return parts[0];
    }

    private static IllegalArgumentException wrong(String what, String uri) {
        return new IllegalArgumentException("SIP URI " + quoted(uri) + ": " + what);
    }

    private static String quoted(String uri) {
        String start = uri.length() > 120 ? uri.substring(0, 120) + "…" : uri;
        return "\"" + start.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
