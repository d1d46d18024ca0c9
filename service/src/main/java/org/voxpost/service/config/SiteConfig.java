package org.voxpost.service.config;

import java.util.List;

/** A site: one numbering plan. Extensions are unique within it, not across sites. */
public record SiteConfig(
        @Setting(value = "Its name, unique; dial plans in `EUM:` addresses are matched to it, whole or by their first label", fallback = "main") String name,
        @Setting(value = "Country whose numbering plan is meant, two letters", fallback = "US") String country,
        @Setting(value = "Area code put before local numbers", fallback = "\"\"") String areaCode,
        @Setting(value = "Fewest digits of an extension", fallback = "2", min = 1, max = 20) int shortestExtension,
        @Setting(value = "Most digits of an extension", fallback = "6", min = 1, max = 20) int longestExtension,
        @Setting(value = "Digits dialled for an outside line, stripped from numbers", fallback = "[]") List<String> trunkPrefixes,
        @Setting(value = "Start of the site's own direct numbers, for example `+1425555`: what follows is the extension", fallback = "\"\"") String directPrefix) {

    static final SiteConfig DEFAULT = new SiteConfig("main", "US", "", 2, 6, List.of(), "");

    public SiteConfig {
        trunkPrefixes = List.copyOf(trunkPrefixes);
    }
}
