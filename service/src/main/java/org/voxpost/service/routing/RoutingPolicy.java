package org.voxpost.service.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.voxpost.service.config.OpeningHours;
import org.voxpost.service.config.RoutingConfig;
import org.voxpost.service.config.RoutingConfig.WhenAway;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.Explanation.Stage;
import org.voxpost.service.routing.LookupResult.Leg;
import org.voxpost.service.routing.LookupResult.Matched;

/**
 * What to do with a call, by what is known of the called number: rules first, then what the person's calendar says, then
 * the ordinary way, his telephone and after it his mailbox. Time is a parameter; the state of a schedule is kept until it
 * changes. Any thread.
 */
public final class RoutingPolicy {
    private static final String NO_ANSWER = "no-answer";
    private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);
    /** How long a schedule of which no change is in sight is believed; {@link OpeningHours} looks two weeks ahead. */
    private static final Duration NO_CHANGE_FOR = Duration.ofDays(1);

    private final RoutingConfig config;
    private final RoutePlaces places;
    private final List<Rule> rules;
    private final Map<String, OpeningHours> schedules;
    private final ConcurrentMap<String, Known> states = new ConcurrentHashMap<>();

    /** A rule, its expressions compiled. */
    private record Rule(RoutingConfig.Rule config, List<NumberPattern> called, List<NumberPattern> callers) {
    }

    /** How a schedule is from one time to another. */
    private record Known(Instant from, Instant to, OpeningHours.State state) {
        boolean holds(Instant now) {
            return !now.isBefore(from) && now.isBefore(to);
        }
    }

    /**
     * What is asked about.
     *
     * @param extension of the called number
     * @param e164 of the called number
     * @param caller E.164 or extension of who calls
     * @param mailbox true if the person has one here
     * @param site where it was dialled
     * @param state what is known of the person
     */
    record Subject(Matched matched, Optional<String> extension, Optional<String> e164, Optional<String> caller,
            boolean mailbox, String site, Optional<PersonState> state) {
    }

    /**
     * What is done.
     *
     * @param announcement as the switch knows it; empty for none
     * @param ttl how long that may be believed
     */
    record Decision(Treatment treatment, List<Leg> routes, String announcement, Duration ttl) {
    }

    /** @throws IllegalArgumentException naming what cannot be read; the configuration was checked before */
    public RoutingPolicy(RoutingConfig config) {
        this.config = config;
        this.places = new RoutePlaces(config);
        this.rules = config.rules().stream()
                .map(rule -> new Rule(rule, patterns(rule.called()), patterns(rule.callers()))).toList();
        this.schedules = config.schedules().stream()
                .collect(Collectors.toMap(RoutingConfig.Schedule::name, RoutingConfig.Schedule::hours));
    }

    private static List<NumberPattern> patterns(List<String> expressions) {
        return expressions.stream().map(NumberPattern::of).toList();
    }

    Decision decide(Subject subject, Instant now, Trail trail) {
        if (subject.matched() == Matched.SERVICE) {
            trail.add(Stage.ROUTE, () -> "a number of this service: calls go to it");
            return new Decision(Treatment.CONTINUE, voicemail(), "", config.ttl());
        }
        var ttl = new Ttl(now);
        for (Rule rule : rules) {
            if (fits(rule, subject, now, ttl, trail)) {
                trail.add(Stage.ROUTE,
                        () -> "rule '" + rule.config().name() + "' fits: " + word(rule.config().treatment()));
                return byRule(rule.config(), subject, ttl, trail);
            }
        }
        return subject.matched() == Matched.PERSON
                ? person(subject, now, ttl, trail)
                : new Decision(Treatment.CONTINUE, List.of(), "", ttl.value());
    }

    private boolean fits(Rule rule, Subject subject, Instant now, Ttl ttl, Trail trail) {
        String why = "";
        if (!rule.config().site().isEmpty() && !rule.config().site().equals(subject.site())) {
            why = "it is for site " + rule.config().site();
        } else if (!anyOf(rule.called(), subject.extension(), subject.e164())) {
            why = "the called number is none of its";
        } else if (!anyOf(rule.callers(), subject.caller(), Optional.empty())) {
            why = "the caller is none of its";
        } else if (!rule.config().schedule().isEmpty()) {
            OpeningHours.State state = state(rule.config().schedule(), now);
            ttl.until(state.until());
            why = state.open() == (rule.config().when() == RoutingConfig.When.OPEN)
                    ? ""
                    : rule.config().schedule() + " is " + (state.open() ? "open" : "closed");
        }
        String reason = why;
        if (!reason.isEmpty()) {
            trail.add(Stage.ROUTE, () -> "rule '" + rule.config().name() + "' does not fit: " + reason);
        }
        return reason.isEmpty();
    }

    private static boolean anyOf(List<NumberPattern> patterns, Optional<String> one, Optional<String> other) {
        if (patterns.isEmpty()) {
            return true;
        }
        for (NumberPattern pattern : patterns) {
            if (one.isPresent() && pattern.matches(one.get())
                    || other.isPresent() && pattern.matches(other.get())) {
                return true;
            }
        }
        return false;
    }

    private OpeningHours.State state(String schedule, Instant now) {
        Known known = states.get(schedule);
        if (known == null || !known.holds(now)) {
            OpeningHours hours = schedules.get(schedule);
            OpeningHours.State state = hours == null
                    ? new OpeningHours.State(false, Optional.empty())
                    : hours.at(now);
            known = new Known(now, state.until().orElse(now.plus(NO_CHANGE_FOR)), state);
            states.put(schedule, known);
        }
        return known.state();
    }

    private Decision byRule(RoutingConfig.Rule rule, Subject subject, Ttl ttl, Trail trail) {
        Duration ring = rule.ring().orElse(config.ring());
        return switch (rule.treatment()) {
            case CONTINUE, ANNOUNCE -> legs(rule.treatment(), rule.announcement(), ttl, trail,
                    telephone(subject, ring), others(rule.to(), subject, ring), mailbox(subject));
            case DIVERT -> legs(Treatment.DIVERT, "", ttl, trail, others(rule.to(), subject, ring), mailbox(subject));
            case VOICEMAIL -> toVoicemail(subject, ttl, trail);
            case REJECT -> new Decision(Treatment.REJECT, List.of(), rule.announcement(), ttl.value());
        };
    }

    private Decision person(Subject subject, Instant now, Ttl ttl, Trail trail) {
        Optional<PersonState> fresh = subject.state().filter(state -> fresh(state, now, trail));
        if (fresh.isPresent()) {
            PersonState state = fresh.get();
            if (state.forwardTo().isPresent()) {
                trail.add(Stage.ROUTE, () -> "his calls are forwarded to " + state.forwardTo().get());
                return legs(Treatment.DIVERT, "", ttl, trail,
                        others(List.of(state.forwardTo().get()), subject, config.ring()), mailbox(subject));
            }
            String away = away(state);
            if (!away.isEmpty()) {
                trail.add(Stage.ROUTE, () -> "he " + away + ", calls then go to voicemail");
                return toVoicemail(subject, ttl, trail);
            }
        }
        return ordinary(subject, ttl, trail);
    }

    private Decision ordinary(Subject subject, Ttl ttl, Trail trail) {
        return legs(Treatment.CONTINUE, "", ttl, trail, telephone(subject, config.ring()), mailbox(subject));
    }

    private boolean fresh(PersonState state, Instant now, Trail trail) {
        boolean fresh = Duration.between(state.asOf(), now).compareTo(config.stateAge()) <= 0;
        trail.add(Stage.ROUTE, () -> "his state of " + state.asOf() + (fresh ? " counts" : " is too old to count"));
        return fresh;
    }

    private String away(PersonState state) {
        if (state.outOfOffice() && config.outOfOffice() == WhenAway.VOICEMAIL) {
            return "is out of office";
        }
        if (state.inMeeting() && config.busy() == WhenAway.VOICEMAIL) {
            return "is in a meeting";
        }
        return state.onCall() && config.busy() == WhenAway.VOICEMAIL ? "talks to this service" : "";
    }

    /** Who has no mailbox cannot have his calls sent to it. */
    private Decision toVoicemail(Subject subject, Ttl ttl, Trail trail) {
        if (!subject.mailbox()) {
            trail.add(Stage.ROUTE, () -> "there is no mailbox here, so his telephone rings");
            return ordinary(subject, ttl, trail);
        }
        return legs(Treatment.VOICEMAIL, "", ttl, trail, mailbox(subject));
    }

    @SafeVarargs
    private static Decision legs(Treatment treatment, String announcement, Ttl ttl, Trail trail, List<Leg>... parts) {
        var all = new ArrayList<Leg>();
        for (List<Leg> part : parts) {
            all.addAll(part);
        }
        for (int i = 0; i < all.size(); i++) {
            int place = i + 1;
            Leg leg = all.get(i);
            trail.add(Stage.ROUTE, () -> "route " + place + ": " + leg.uri() + ", for at most "
                    + leg.timeout().toSeconds() + " s");
        }
        return new Decision(treatment, all, announcement, ttl.value());
    }

    private List<Leg> telephone(Subject subject, Duration ring) {
        return subject.extension().or(subject::e164)
                .flatMap(number -> places.telephone(subject.site(), number, ring, NO_ANSWER)).map(List::of)
                .orElse(List.of());
    }

    private List<Leg> others(List<String> to, Subject subject, Duration ring) {
        return to.stream().flatMap(place -> places.any(subject.site(), place, ring, NO_ANSWER).stream()).toList();
    }

    private List<Leg> mailbox(Subject subject) {
        return subject.mailbox() ? voicemail() : List.of();
    }

    private List<Leg> voicemail() {
        return places.voicemail().map(List::of).orElse(List.of());
    }

    private static String word(Treatment treatment) {
        return treatment.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** How long a decision holds: no longer than every schedule that had a part in it. */
    private final class Ttl {
        private final Instant now;
        private Duration value = config.ttl();

        private Ttl(Instant now) {
            this.now = now;
        }

        void until(Optional<Instant> change) {
            change.map(time -> Duration.between(now, time)).filter(left -> left.compareTo(value) < 0)
                    .ifPresent(left -> value = left.compareTo(SHORTEST_TTL) < 0 ? SHORTEST_TTL : left);
        }

        Duration value() {
            return value;
        }
    }
}
