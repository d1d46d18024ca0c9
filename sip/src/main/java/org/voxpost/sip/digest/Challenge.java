package org.voxpost.sip.digest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One value of WWW-Authenticate or Proxy-Authenticate that we can answer.
 *
 * @param realm whose password is asked for
 * @param nonce the challenger's number used once
 * @param algorithm MD5, SHA-256 or SHA-512-256, with {@code -sess} or not, as written; empty for MD5 by default
 * @param qop true if {@code auth} is offered; false for the old form of RFC 2069
 * @param opaque given back as it is
 * @param stale true if only the nonce was too old
 */
public record Challenge(String realm, String nonce, String algorithm, boolean qop, Optional<String> opaque,
        boolean stale) {
    private static final Pattern PARAMETER = Pattern
            .compile("([A-Za-z-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");
    private static final Set<String> ALGORITHMS = Set.of("", "MD5", "MD5-SESS", "SHA-256", "SHA-256-SESS",
            "SHA-512-256", "SHA-512-256-SESS");

    /** The first that we can answer: the challenger puts the one it likes best first (RFC 8760, 2.4). */
    public static Optional<Challenge> first(List<String> values) {
        return values.stream().map(Challenge::read).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Challenge> read(String value) {
        String text = value.strip();
        if (!text.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        Map<String, String> all = new HashMap<>();
        for (Matcher next = PARAMETER.matcher(text.substring(7)); next.find();) {
            all.putIfAbsent(next.group(1).toLowerCase(Locale.ROOT), next.group(2) == null
                    ? next.group(3)
                    : next.group(2).replaceAll("\\\\(.)", "$1"));
        }
        String algorithm = all.getOrDefault("algorithm", "");
        String qop = all.getOrDefault("qop", "");
        boolean auth = List.of(qop.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains("auth");
        if (!all.containsKey("nonce") || !ALGORITHMS.contains(algorithm.toUpperCase(Locale.ROOT))
                || !qop.isEmpty() && !auth) {
            return Optional.empty();
        }
        return Optional.of(new Challenge(all.getOrDefault("realm", ""), all.getOrDefault("nonce", ""), algorithm, auth,
                Optional.ofNullable(all.get("opaque")), all.getOrDefault("stale", "").equalsIgnoreCase("true")));
    }
}
