package org.voxpost.mailbox.autodiscover;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses may be asked or believed for a mail domain: https, and a host in the domain or on the list. Answers of
 * others must not lead the service, or its password, to any other place.
 *
 * @param allowed hosts, or domains with a dot before them
 * @param scheme https; another only in tests
 */
record HostPolicy(Set<String> allowed, String scheme) {

    static HostPolicy of(AutodiscoverSettings settings) {
        Set<String> allowed = new HashSet<>(settings.allowedHosts());
        settings.place().ifPresent(place -> allowed.add(place.getHost()));
        return new HostPolicy(Set.copyOf(allowed), settings.place().map(URI::getScheme).orElse("https"));
    }

    /** Empty if {@code uri} is fine; else why it is not. */
    Optional<String> objection(URI uri, String domain) {
        if (uri.getHost() == null || !scheme.equalsIgnoreCase(uri.getScheme()) || uri.getUserInfo() != null) {
            return Optional.of("no plain " + scheme + " address");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (allowed.stream().map(a -> a.toLowerCase(Locale.ROOT))
                .anyMatch(a -> a.startsWith(".") ? host.endsWith(a) : host.equals(a))) {
            return Optional.empty();
        }
        boolean inDomain = host.equals(domain) || host.endsWith("." + domain);
        if (!inDomain) {
            return Optional.of("the host " + host + " is neither in " + domain + " nor allowed");
        }
        boolean usualPort = uri.getPort() == -1 || uri.getPort() == 443;
        return usualPort ? Optional.empty() : Optional.of("the port " + uri.getPort() + " is not allowed");
    }
}
