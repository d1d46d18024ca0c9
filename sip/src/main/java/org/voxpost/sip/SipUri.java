package org.voxpost.sip;

import java.util.Map;

/**
 * A sip, sips or tel URI (RFC 3261 19.1, RFC 3966), taken apart leniently. To be completed by this module: a parser
 * {@code SipUri.parse(String)} that throws {@link IllegalArgumentException} naming what is wrong.
 *
 * @param scheme {@code sip}, {@code sips} or {@code tel}, lower case
 * @param user user part, unescaped, without parameters; empty if absent
 * @param host host, without brackets for IPv6; empty for tel
 * @param port 0 if absent
 * @param parameters URI parameters, names in lower case, values unescaped, "" for flags
 * @param headers the {@code ?name=value} part, unescaped
 */
public record SipUri(String scheme, String user, String host, int port, Map<String, String> parameters,
        Map<String, String> headers) {
    public SipUri {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    /** A sip URI of user and host. */
    public static SipUri of(String user, String host, int port) {
        return new SipUri("sip", user, host, port, Map.of(), Map.of());
    }
}
