package org.voxpost.service.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.voxpost.sip.SipUri;

/** What is wrong in the {@code routing} section. */
final class RoutingChecks {
    private final VoxpostConfig config;
    private final RoutingConfig routing;
    private final Problems problems;

    RoutingChecks(VoxpostConfig config, Problems problems) {
        this.config = config;
        this.routing = config.routing();
        this.problems = problems;
    }

    void run() {
        for (int i = 0; i < routing.telephones().size(); i++) {
            RoutingConfig.Telephones place = routing.telephones().get(i);
            String at = "routing.telephones[" + i + "]";
            site(at, place.site());
            if (!place.uri().contains("{number}")) {
                problems.add(at + ".uri", "has no {number} in it");
            }
            address(at + ".uri", place.uri().replace("{number}", "1"));
            address(at + ".proxy", place.proxy());
        }
        routing.voicemail().ifPresent(target -> {
            address("routing.voicemail.uri", target.uri());
            address("routing.voicemail.proxy", target.proxy());
        });
        schedules();
        for (int i = 0; i < routing.rules().size(); i++) {
            rule("routing.rules[" + i + "]", routing.rules().get(i));
        }
    }

    private void schedules() {
        for (int i = 0; i < routing.schedules().size(); i++) {
            RoutingConfig.Schedule schedule = routing.schedules().get(i);
            String at = "routing.schedules[" + i + "]";
            if (routing.schedules().subList(0, i).stream().anyMatch(s -> s.name().equals(schedule.name()))) {
                problems.add(at, "'" + schedule.name() + "' is there twice");
            }
            try {
                schedule.hours();
            } catch (IllegalArgumentException e) {
                problems.add(at, String.valueOf(e.getMessage()));
            }
        }
    }

    private void rule(String at, RoutingConfig.Rule rule) {
        site(at, rule.site());
        Set<String> names = routing.schedules().stream().map(RoutingConfig.Schedule::name).collect(Collectors.toSet());
        if (!rule.schedule().isEmpty() && !names.contains(rule.schedule())) {
            problems.add(at + ".schedule", "there is no schedule '" + rule.schedule() + "'");
        }
        expressions(at + ".called", rule.called());
        expressions(at + ".callers", rule.callers());
        if (rule.treatment() == Treatment.DIVERT && rule.to().isEmpty()) {
            problems.add(at + ".to", "is missing: a call is diverted to somewhere");
        }
        if (rule.treatment() == Treatment.ANNOUNCE && rule.announcement().isEmpty()) {
            problems.add(at + ".announcement", "is missing");
        }
        for (int i = 0; i < rule.to().size(); i++) {
            String place = rule.to().get(i);
            if (!place.matches("\\+[1-9]\\d{3,14}|[0-9*#]{1,20}")) {
                address(at + ".to[" + i + "]", place);
            }
        }
    }

    private void expressions(String at, List<String> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            try {
                Pattern.compile(expressions.get(i));
            } catch (PatternSyntaxException e) {
                problems.add(at + "[" + i + "]", "no regular expression: " + e.getDescription());
            }
        }
    }

    private void site(String at, String site) {
        if (config.site(site).isEmpty() && !problems.at("sites")) {
            problems.add(at + ".site", "there is no site '" + site + "'");
        }
    }

    private void address(String at, String address) {
        try {
            if (!address.isEmpty()) {
                SipUri.parse(address);
            }
        } catch (IllegalArgumentException e) {
            problems.add(at, String.valueOf(e.getMessage()));
        }
    }
}
