package org.voxpost.service.config;

import java.util.List;
import java.util.regex.Pattern;
import org.voxpost.service.dialling.DiallingPlan;

/** A site: one numbering plan. Extensions are unique within it, not across sites. */
public record SiteConfig(
        @Setting(value = "Its name, unique; dial plans in `EUM:` addresses are matched to it, whole or by their first label", fallback = "main") String name,
        @Setting(value = "Country whose numbering plan is meant, two letters", fallback = "US") String country,
        @Setting(value = "Area code put before local numbers", fallback = "\"\"") String areaCode,
        @Setting(value = "Fewest digits of an extension", fallback = "2", min = 1, max = 20) int shortestExtension,
        @Setting(value = "Most digits of an extension", fallback = "6", min = 1, max = 20) int longestExtension,
        @Setting(value = "Digits dialled for an outside line, stripped from numbers", fallback = "[]") List<String> trunkPrefixes,
        @Setting(value = "Start of the site's own direct numbers, for example `+1425555`: what follows is the extension", fallback = "\"\"") String directPrefix,
        @Setting(value = "Number that `0` leads callers to; nowhere if empty", fallback = "\"\"") String operator,
        @Setting(value = "What may be dialled from here", fallback = "{}") Dialling dialling) {

    static final SiteConfig DEFAULT = new SiteConfig("main", "US", "", 2, 6, List.of(), "");

    public SiteConfig {
        trunkPrefixes = List.copyOf(trunkPrefixes);
    }

    /** Without an operator; only extensions may be dialled. */
    public SiteConfig(String name, String country, String areaCode, int shortestExtension, int longestExtension,
            List<String> trunkPrefixes, String directPrefix) {
        this(name, country, areaCode, shortestExtension, longestExtension, trunkPrefixes, directPrefix, "",
                Dialling.INSIDE);
    }

    /** The dialling rules of a site. Emergency and premium numbers are never dialled, whatever they say. */
    public record Dialling(
            @Setting(value = "Prefix the PBX wants before outside numbers; numbers are then dialled as people key them, else as `+` and digits", fallback = "\"\"") String outsideLine,
            @Setting(value = "In order; the first that matches decides, none means no", fallback = "[{group: inside, kind: extension}]") List<Rule> rules,
            @Setting(value = "Groups of rules that mailboxes may use which name none of their own", fallback = "[inside]") List<String> groups) {
        static final Dialling INSIDE = new Dialling("",
                List.of(new Rule("inside", DiallingPlan.Kind.EXTENSION, Pattern.compile(".*"), true)),
                List.of("inside"));

        public Dialling {
            rules = List.copyOf(rules);
            groups = List.copyOf(groups);
        }
    }

    /** One dialling rule. */
    public record Rule(
            @Setting("Its group") String group,
            @Setting("Extension, national or international") DiallingPlan.Kind kind,
            @Setting(value = "The whole number must match: an extension as it is, others as `+` and digits", fallback = ".*") Pattern pattern,
            @Setting(value = "False refuses what a later rule might allow", fallback = "true") boolean allow) {
    }

    /** The dialling plan of the gate. */
    public DiallingPlan toDiallingPlan() {
        return new DiallingPlan(country, Pattern.compile("\\d{" + shortestExtension + "," + longestExtension + "}"),
                dialling.outsideLine(), dialling.rules().stream()
                        .map(rule -> new DiallingPlan.Rule(rule.group, rule.kind, rule.pattern, rule.allow)).toList());
    }
}
