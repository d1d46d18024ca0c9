package org.voxpost.service.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.service.config.Treatment.ANNOUNCE;
import static org.voxpost.service.config.Treatment.CONTINUE;
import static org.voxpost.service.config.Treatment.DIVERT;
import static org.voxpost.service.config.Treatment.REJECT;
import static org.voxpost.service.config.Treatment.VOICEMAIL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.service.config.RoutingConfig;
import org.voxpost.service.config.RoutingConfig.Rule;
import org.voxpost.service.config.RoutingConfig.Schedule;
import org.voxpost.service.config.RoutingConfig.Target;
import org.voxpost.service.config.RoutingConfig.Telephones;
import org.voxpost.service.config.RoutingConfig.WhenAway;
import org.voxpost.service.config.RoutingConfig.When;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.LookupResult.Leg;
import org.voxpost.service.routing.LookupResult.Matched;
import org.voxpost.service.routing.RoutingPolicy.Decision;
import org.voxpost.service.routing.RoutingPolicy.Subject;

class RoutingPolicyTest {
    /** A Tuesday. */
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-24T23:00:00Z");
    private static final Leg TELEPHONE = new Leg("sip:2001@192.0.2.10", "sip:192.0.2.11", Duration.ofSeconds(20),
            "no-answer");
    private static final Leg VOICE = new Leg("sip:8000@192.0.2.50", "", Duration.ofSeconds(10), "");

    private static Rule rule(String name, List<String> called, List<String> callers, String schedule, When when,
            Treatment treatment, String... to) {
        return new Rule(name, called, callers, "", schedule, when, treatment, List.of(to), "closed",
                Optional.empty());
    }

    private static RoutingPolicy policy(WhenAway outOfOffice, WhenAway busy, Rule... rules) {
        return new RoutingPolicy(new RoutingConfig(Duration.ofSeconds(20), Duration.ofSeconds(60),
                List.of(new Telephones("", "sip:{number}@192.0.2.10", "sip:192.0.2.11")),
                Optional.of(new Target("sip:8000@192.0.2.50", "")), outOfOffice, busy, Duration.ofMinutes(30),
                List.of(new Schedule("office", "UTC", List.of("mon-fri 08:00-18:00"), List.of())), List.of(rules)));
    }

    private static Subject alice(boolean mailbox, Optional<PersonState> state) {
        return new Subject(Matched.PERSON, Optional.of("2001"), Optional.of("+14255552001"),
                Optional.of("+12065550101"), mailbox, "main", state);
    }

    private static Decision decide(RoutingPolicy policy, Subject subject, Instant now) {
        return policy.decide(subject, now, Trail.NONE);
    }

    @Test
    void theTelephoneRingsThenTheMailbox() {
        RoutingPolicy policy = policy(WhenAway.RING, WhenAway.RING);

        assertThat(decide(policy, alice(true, Optional.empty()), NOON))
                .isEqualTo(new Decision(CONTINUE, List.of(TELEPHONE, VOICE), "", Duration.ofSeconds(60)));
        assertThat(decide(policy, alice(false, Optional.empty()), NOON).routes()).containsExactly(TELEPHONE);
    }

    @Test
    void whoHasNoExtensionIsReachedByHisNumber() {
        var subject = new Subject(Matched.PERSON, Optional.empty(), Optional.of("+12065550101"), Optional.empty(),
                false,
                "main", Optional.empty());

        assertThat(decide(policy(WhenAway.RING, WhenAway.RING), subject, NOON).routes()).extracting(Leg::uri)
                .containsExactly("sip:+12065550101@192.0.2.10");
    }

    @Test
    void nobodyAndSeveralPeopleHaveNoRoutesAndOurOwnNumberHasOne() {
        RoutingPolicy policy = policy(WhenAway.RING, WhenAway.RING);
        for (Matched matched : List.of(Matched.NONE, Matched.AMBIGUOUS)) {
            var subject = new Subject(matched, Optional.of("2099"), Optional.empty(), Optional.empty(), false, "main",
                    Optional.empty());
            assertThat(decide(policy, subject, NOON).routes()).isEmpty();
        }
        var pilot = new Subject(Matched.SERVICE, Optional.of("8000"), Optional.empty(), Optional.empty(), false, "main",
                Optional.empty());
        assertThat(decide(policy, pilot, NOON).routes()).containsExactly(VOICE);
    }

    @Test
    void theFirstRuleThatFitsDecides() {
        RoutingPolicy policy = policy(WhenAway.RING, WhenAway.RING,
                rule("nuisance", List.of(), List.of("\\+1900.*"), "", When.OPEN, REJECT),
                rule("night", List.of("20.."), List.of(), "office", When.CLOSED, VOICEMAIL),
                rule("day", List.of("\\+1425555200[0-9]"), List.of(), "office", When.OPEN, DIVERT, "2002",
                        "sip:desk@192.0.2.99"),
                rule("never reached", List.of(), List.of(), "", When.OPEN, REJECT));

        assertThat(decide(policy, alice(true, Optional.empty()), NIGHT))
                .isEqualTo(new Decision(VOICEMAIL, List.of(VOICE), "", Duration.ofSeconds(60)));
        Decision day = decide(policy, alice(true, Optional.empty()), NOON);
        assertThat(day.treatment()).isEqualTo(DIVERT);
        assertThat(day.routes()).extracting(Leg::uri).containsExactly("sip:2002@192.0.2.10", "sip:desk@192.0.2.99",
                "sip:8000@192.0.2.50");
    }

    @Test
    void whoIsRefusedHearsWhy() {
        RoutingPolicy policy = policy(WhenAway.RING, WhenAway.RING,
                rule("nuisance", List.of(), List.of("\\+12065550101"), "", When.OPEN, REJECT));

        assertThat(decide(policy, alice(true, Optional.empty()), NOON))
                .isEqualTo(new Decision(REJECT, List.of(), "closed", Duration.ofSeconds(60)));
    }

    @Test
    void othersRingAfterTheTelephone() {
        RoutingPolicy policy = policy(WhenAway.RING, WhenAway.RING,
                rule("team", List.of("2001"), List.of(), "", When.OPEN, CONTINUE, "2002"),
                rule("all", List.of(), List.of(), "", When.OPEN, ANNOUNCE));

        assertThat(decide(policy, alice(true, Optional.empty()), NOON).routes()).extracting(Leg::uri)
                .containsExactly("sip:2001@192.0.2.10", "sip:2002@192.0.2.10", "sip:8000@192.0.2.50");
    }

    @Test
    void voicemailWithoutAMailboxIsTheTelephone() {
        RoutingPolicy policy = policy(WhenAway.RING, WhenAway.RING,
                rule("night", List.of(), List.of(), "", When.OPEN, VOICEMAIL));

        Decision decision = decide(policy, alice(false, Optional.empty()), NOON);

        assertThat(decision.treatment()).isEqualTo(CONTINUE);
        assertThat(decision.routes()).containsExactly(TELEPHONE);
    }

    @ParameterizedTest
    @CsvSource({"true, false, false, 0, VOICEMAIL", "false, true, false, 0, VOICEMAIL",
            "false, false, true, 0, VOICEMAIL", "false, false, false, 0, CONTINUE", "true, true, true, 31, CONTINUE",
            "true, false, false, 30, VOICEMAIL"})
    void whatTheCalendarSaysCountsWhileItIsFresh(boolean out, boolean meeting, boolean onCall, int minutesOld,
            Treatment expected) {
        var state = new PersonState(out, meeting, onCall, Optional.empty(),
                NOON.minus(Duration.ofMinutes(minutesOld)));

        Decision decision = decide(policy(WhenAway.VOICEMAIL, WhenAway.VOICEMAIL), alice(true, Optional.of(state)),
                NOON);

        assertThat(decision.treatment()).isEqualTo(expected);
        assertThat(decide(policy(WhenAway.RING, WhenAway.RING), alice(true, Optional.of(state)), NOON).treatment())
                .isEqualTo(CONTINUE);
    }

    @Test
    void forwardedCallsGoWhereTheyAreForwardedTo() {
        var state = new PersonState(true, false, false, Optional.of("+12065550199"), NOON);

        Decision decision = decide(policy(WhenAway.VOICEMAIL, WhenAway.RING), alice(true, Optional.of(state)), NOON);

        assertThat(decision.treatment()).isEqualTo(DIVERT);
        assertThat(decision.routes()).extracting(Leg::uri).containsExactly("sip:+12065550199@192.0.2.10",
                "sip:8000@192.0.2.50");
    }

    @Test
    void anAnswerIsNotKeptBeyondAChangeOfHours() {
        RoutingPolicy policy = policy(WhenAway.RING, WhenAway.RING,
                rule("night", List.of(), List.of(), "office", When.CLOSED, VOICEMAIL));

        assertThat(decide(policy, alice(true, Optional.empty()), Instant.parse("2026-11-24T17:59:18Z")).ttl())
                .isEqualTo(Duration.ofSeconds(42));
        assertThat(decide(policy, alice(true, Optional.empty()), Instant.parse("2026-11-24T17:59:59.900Z")).ttl())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(decide(policy, alice(true, Optional.empty()), Instant.parse("2026-11-24T18:00:00Z")).treatment())
                .isEqualTo(VOICEMAIL);
        // asked about an earlier time again, as explanations may be
        assertThat(decide(policy, alice(true, Optional.empty()), NOON).treatment()).isEqualTo(CONTINUE);
    }

    @Test
    void hoursThatDoNotChangeInTwoWeeksAreNotBelievedForEver() {
        var always = new Schedule("office", "UTC", List.of("mon-sun 00:00-24:00"), List.of("2026-12-25"));
        var policy = new RoutingPolicy(new RoutingConfig(Duration.ofSeconds(20), Duration.ofSeconds(60), List.of(),
                Optional.empty(), WhenAway.RING, WhenAway.RING, Duration.ofMinutes(30), List.of(always),
                List.of(rule("holiday", List.of(), List.of(), "office", When.CLOSED, REJECT))));

        assertThat(decide(policy, alice(false, Optional.empty()), NOON).treatment()).isEqualTo(CONTINUE);
        assertThat(decide(policy, alice(false, Optional.empty()), Instant.parse("2026-12-25T12:00:00Z")).treatment())
                .isEqualTo(REJECT);
        assertThat(decide(policy, alice(false, Optional.empty()), NOON).treatment()).as("the clock was set back")
                .isEqualTo(CONTINUE);
    }

    @Test
    void theReasonOfADiversionIsWhatMadeTheRouteBeforeFail() {
        RoutingPolicy policy = policy(WhenAway.RING, WhenAway.RING);
        Decision ordinary = decide(policy, alice(true, Optional.empty()), NOON);
        LookupResult result = result(ordinary);

        assertThat(result.diversionReason(0)).isEmpty();
        assertThat(result.diversionReason(1)).isEqualTo("no-answer");
        assertThat(result(new Decision(VOICEMAIL, List.of(VOICE), "", Duration.ofSeconds(60))).diversionReason(0))
                .isEqualTo("unconditional");
    }

    private static LookupResult result(Decision decision) {
        return new LookupResult(Matched.PERSON, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of("2001"), Optional.empty(), decision.treatment(), decision.routes(),
                decision.announcement(), decision.ttl(), "", Optional.empty());
    }
}
