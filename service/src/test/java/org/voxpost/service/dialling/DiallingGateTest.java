package org.voxpost.service.dialling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.service.dialling.DialDecision.Dial;
import org.voxpost.service.dialling.DialDecision.Reason;
import org.voxpost.service.dialling.DialDecision.Refuse;
import org.voxpost.service.dialling.DiallingPlan.Kind;
import org.voxpost.service.dialling.DiallingPlan.Rule;

class DiallingGateTest {
    private static final Pattern ALL = Pattern.compile(".*");
    private static final Set<String> STAFF = Set.of("inside", "national");
    private final DiallingGate generous = gate(List.of(new Rule("inside", Kind.EXTENSION, ALL, true),
            new Rule("national", Kind.NATIONAL, ALL, true), new Rule("world", Kind.INTERNATIONAL, ALL, true)));

    private static DiallingGate gate(List<Rule> rules) {
        return new DiallingGate(new DiallingPlan("US", Pattern.compile("4\\d{3}"), "9", rules));
    }

    @ParameterizedTest
    @CsvSource({"4101,4101,4101", "+1 (425) 555-0199,+14255550199,914255550199", "4255550199,+14255550199,914255550199",
            "94255550199,+14255550199,914255550199", "14255550199,+14255550199,914255550199",
            "914255550199,+14255550199,914255550199", "425.555.0199,+14255550199,914255550199"})
    void staffMayDialInsideAndTheirCountryInAllItsForms(String wanted, String number, String dialled) {
        assertThat(generous.decide(wanted, STAFF)).isInstanceOfSatisfying(Dial.class,
                dial -> assertThat(dial).extracting(Dial::number, Dial::dialled).containsExactly(number, dialled));
    }

    @ParameterizedTest
    @ValueSource(strings = {"911", "9911", "112", "+911", "999", "9-1-1", "9 911", "000", "933", "9112"})
    void emergencyNumbersAreNeverDialledWhateverTheRules(String wanted) {
        assertThat(generous.decide(wanted, Set.of("inside", "national", "world")))
                .isInstanceOfSatisfying(Refuse.class, no -> assertThat(no.reason()).isIn(Reason.EMERGENCY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+19005550199", "19002345678", "9002345678", "919002345678", "+449098790879",
            "011449098790879"})
    void premiumNumbersAreNeverDialledWhateverTheRules(String wanted) {
        assertThat(generous.decide(wanted, Set.of("inside", "national", "world"))).isInstanceOf(Refuse.class);
    }

    /** What people who steal calls try: each must be refused to those who may only dial their own country. */
    @ParameterizedTest
    @ValueSource(strings = {"+442079460000", "011442079460000", "9011442079460000", "9,011442079460000",
            "+4420 7946 0000",
            "00442079460000", "+18765550123", "18765550123", "9118765550123", "+18095550100", "+12425550100",
            "4101;phone-context=+44", "4101@evil.example.com", "4101&011442079460000", "4101,,011442079460000", "4101#",
            "*72", "*724255550199", "#9", "4101w2", "4101p9011", "4101x9", "+1425555O199", "٤٢٥٥٥٥٠١٩٩", "４２５５５５０１９９",
            "+14255550199;ext=9011442079460000", "sip:+442079460000@carrier", "tel:+442079460000", "0", "00", "9", "99",
            "+", "", " ", "101544255550199", "10154420794600001", "1010288011442079460000", "+1 425 555 0199 ext 5",
            "42555501994255550199", "+999123456789", "+88213123456", "+870773111632", "+979123456789",
            "4101\r\nRefer-To: <sip:+44@x>", "4101\0", "%2B442079460000", "1-800-FLOWERS"})
    void tollFraudTricksAreRefused(String wanted) {
        assertThat(generous.decide(wanted, STAFF)).isInstanceOf(Refuse.class);
    }

    @Test
    void nothingIsAllowedThatNoRuleAllows() {
        assertThat(gate(List.of()).decide("4101", STAFF))
                .isInstanceOfSatisfying(Refuse.class, no -> assertThat(no.reason()).isEqualTo(Reason.NO_RULE));
        assertThat(generous.decide("4101", Set.of())).isInstanceOf(Refuse.class);
        assertThat(generous.decide("+442079460000", Set.of("world"))).isInstanceOf(Dial.class);
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        DiallingGate careful = gate(List.of(new Rule("national", Kind.NATIONAL, Pattern.compile("\\+1425555.*"), false),
                new Rule("national", Kind.NATIONAL, Pattern.compile("\\+1425.*"), true)));

        assertThat(careful.decide("4255550199", STAFF))
                .isInstanceOfSatisfying(Refuse.class, no -> assertThat(no.reason()).isEqualTo(Reason.FORBIDDEN));
        assertThat(careful.decide("4252345678", STAFF)).isInstanceOf(Dial.class);
        assertThat(careful.decide("2065550100", STAFF)).isInstanceOf(Refuse.class);
    }

    @Test
    void theAuditShowsNoControlCharacters() {
        assertThat(generous.decide("41\r\n01\u202e", STAFF)).isInstanceOfSatisfying(Refuse.class,
                no -> assertThat(no.why()).doesNotContain("\r", "\n", "\u202e"));
    }

    @Test
    void anUnknownCountryIsSaidAtOnce() {
        assertThatThrownBy(() -> new DiallingGate(new DiallingPlan("XX", ALL, "", List.of())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("XX");
    }

    @Test
    void aMailboxHasItsShareAndGetsItBackInTime() {
        DialLimits limits = new DialLimits(2, Duration.ofMinutes(10));
        Instant start = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(limits.enter("bob", start)).isTrue();
        assertThat(limits.enter("bob", start.plusSeconds(1))).isTrue();
        assertThat(limits.enter("bob", start.plusSeconds(2))).isFalse();
        assertThat(limits.enter("alice", start.plusSeconds(2))).isTrue();
        assertThat(limits.enter("bob", start.plus(Duration.ofMinutes(10)))).isTrue();
        assertThat(limits.enter("bob", start.plus(Duration.ofMinutes(10)))).isFalse();
    }
}
