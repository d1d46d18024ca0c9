package org.voxpost.service.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What switches are told to do with a call when they ask. */
public record RoutingConfig(
        @Setting(value = "A telephone rings so long before the next route is tried", fallback = "20 s", min = 1000, max = 300_000) Duration ring,
        @Setting(value = "Switches may keep an answer so long; less where opening hours change earlier", fallback = "60 s", min = 1000, max = 86_400_000) Duration ttl,
        @Setting(value = "Where telephones are reached, per site; without it an answer has no routes to them", fallback = "[]") List<Telephones> telephones,
        @Setting(value = "Where this service takes messages, as switches reach it", fallback = "") Optional<Target> voicemail,
        @Setting(value = "A person who is out of office: ring or voicemail", fallback = "ring") WhenAway outOfOffice,
        @Setting(value = "A person in a meeting, or talking to this service: ring or voicemail", fallback = "ring") WhenAway busy,
        @Setting(value = "What is known of a person's calendar counts so long", fallback = "30 min", min = 1000, max = 86_400_000) Duration stateAge,
        @Setting(value = "Opening hours that rules name", fallback = "[]") List<Schedule> schedules,
        @Setting(value = "The first rule that fits decides; without one the telephone rings, then voicemail", fallback = "[]") List<Rule> rules) {

    public RoutingConfig {
        telephones = List.copyOf(telephones);
        schedules = List.copyOf(schedules);
        rules = List.copyOf(rules);
    }

    /** Without a {@code routing} section. */
    public static final RoutingConfig NONE = new RoutingConfig(Duration.ofSeconds(20), Duration.ofSeconds(60),
            List.of(),
            Optional.empty(), WhenAway.RING, WhenAway.RING, Duration.ofMinutes(30), List.of(), List.of());

    /** What happens to calls of somebody who is away. */
    public enum WhenAway {
        RING, VOICEMAIL
    }

    /** Where a site's telephones are. */
    public record Telephones(
            @Setting(value = "The site; all that are not named if empty", fallback = "\"\"") String site,
            @Setting("SIP address with `{number}` for the extension, or the number with `+` where there is none: `sip:{number}@192.0.2.10`") String uri,
            @Setting(value = "Next hop, for example `sip:192.0.2.11;transport=tcp`; the address's own host if empty", fallback = "\"\"") String proxy) {
    }

    /** One place. */
    public record Target(
            @Setting("SIP address, for example `sip:8000@192.0.2.50`") String uri,
            @Setting(value = "Next hop; the address's own host if empty", fallback = "\"\"") String proxy) {
    }

    /** When somebody is there. */
    public record Schedule(
            @Setting("Its name, unique") String name,
            @Setting(value = "Time zone, for example `Europe/Berlin`", fallback = "UTC") String zone,
            @Setting(value = "Hours of the week, for example `mon-fri 08:00-18:00`; past midnight: `fri 22:00-06:00`", fallback = "[]") List<String> open,
            @Setting(value = "Days when it is closed: `2026-12-25`, `2026-12-24/2026-12-31`, each year `12-25`", fallback = "[]") List<String> holidays) {
        public Schedule {
            open = List.copyOf(open);
            holidays = List.copyOf(holidays);
        }

        /** @throws IllegalArgumentException naming what cannot be read */
        public OpeningHours hours() {
            return OpeningHours.of(zoneId(), open, holidays);
        }

        private ZoneId zoneId() {
            try {
                return ZoneId.of(zone);
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException("'" + zone + "' is no time zone; write for example Europe/Berlin",
                        e);
            }
        }
    }

    /** When a rule fits. */
    public enum When {
        OPEN, CLOSED
    }

    /** One rule. */
    public record Rule(
            @Setting("Its name, shown in explanations") String name,
            @Setting(value = "Regular expressions of called numbers, whole, as extension or with `+`; any if absent", fallback = "[]") List<String> called,
            @Setting(value = "Regular expressions of calling numbers, whole; any if absent", fallback = "[]") List<String> callers,
            @Setting(value = "Only for numbers dialled at this site; any if empty", fallback = "\"\"") String site,
            @Setting(value = "A schedule; always if empty", fallback = "\"\"") String schedule,
            @Setting(value = "Whether the rule counts while the schedule is open or closed", fallback = "open") When when,
            @Setting("What is done: continue, divert, voicemail, reject or announce") Treatment treatment,
            @Setting(value = "Extensions, numbers or SIP addresses, tried in this order: instead of the telephone (divert) or after it (continue)", fallback = "[]") List<String> to,
            @Setting(value = "Name of the announcement, as the switch knows it; for announce and reject", fallback = "\"\"") String announcement,
            @Setting(value = "How long each of its telephones rings; `ring` if absent", fallback = "", min = 1000, max = 300_000) Optional<Duration> ring) {
        public Rule {
            called = List.copyOf(called);
            callers = List.copyOf(callers);
            to = List.copyOf(to);
        }
    }
}
