package org.voxpost.service.dialling;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How one site dials.
 *
 * @param country ISO 3166 code of the site's country, upper case, for example {@code US}
 * @param extension what an extension of this site looks like; the whole number must match
 * @param outsideLine prefix that the PBX wants before outside numbers, for example {@code 9}; empty if none. Numbers are
 *            understood with and without it
 * @param rules in order; the first that matches decides; none means no
 */
public record DiallingPlan(String country, Pattern extension, String outsideLine, List<Rule> rules) {
    public DiallingPlan {
        rules = List.copyOf(rules);
    }

    /** What a rule is about. */
    public enum Kind {
        /** Numbers inside the PBX. */
        EXTENSION,
        /** Outside numbers of the site's own country. */
        NATIONAL,
        /** All other countries. */
        INTERNATIONAL
    }

    /**
     * One rule.
     *
     * @param group its name: mailboxes list the groups they may use
     * @param kind what it is about
     * @param pattern the whole number must match: an extension as it is, outside numbers as {@code +} and digits
     * @param allow false refuses what a later rule might allow
     */
    public record Rule(String group, Kind kind, Pattern pattern, boolean allow) {
    }
}
