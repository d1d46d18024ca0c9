package org.voxpost.service.mwi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.Mwi.Outcome;
import org.voxpost.sip.MwiCounts;
import org.voxpost.sip.SipStatus;

class LampScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final MessageSummary ON = summary(1);
    private static final MessageSummary OFF = summary(0);

    private final LampSchedule lamps = new LampSchedule();

    @Test
    void aLampIsToldOnceAndOnlyAgainWhenItChanges() {
        lamps.want("2001", ON, 0);
        LampSchedule.Due due = lamps.next(0).orElseThrow();
        assertThat(due).isEqualTo(new LampSchedule.Due("2001", ON));
        lamps.done(due, result(Outcome.ACCEPTED, 200), 0);

        lamps.want("2001", ON, 5 * SECOND);
        assertThat(lamps.next(5 * SECOND)).isEmpty();

        lamps.want("2001", OFF, 5 * SECOND);
        assertThat(lamps.next(5 * SECOND)).contains(new LampSchedule.Due("2001", OFF));
    }

    @Test
    void theNewestStateReplacesTheOneThatWaits() {
        lamps.want("2001", ON, 0);
        lamps.want("2001", summary(2), 0);
        lamps.want("2001", OFF, 0);

        assertThat(lamps.next(0)).contains(new LampSchedule.Due("2001", OFF));
        assertThat(lamps.next(0)).isEmpty();
    }

    @Test
    void aLampHasOneRequestUnderWayAndOneASecond() {
        lamps.want("2001", ON, 0);
        LampSchedule.Due first = lamps.next(0).orElseThrow();
        lamps.want("2001", OFF, 0);
        assertThat(lamps.next(0)).isEmpty();

        lamps.done(first, result(Outcome.ACCEPTED, 200), 0);

        assertThat(lamps.next(SECOND - 1)).isEmpty();
        assertThat(lamps.next(SECOND)).contains(new LampSchedule.Due("2001", OFF));
    }

    @Test
    void whatCannotBeToldNowWaitsLongerEachTime() {
        lamps.want("2001", ON, 0);
        long now = 0;
        for (long wait : new long[]{30, 120, 600, 600}) {
            lamps.done(lamps.next(now).orElseThrow(), result(Outcome.TRY_LATER, 480), now);
            assertThat(lamps.next(now + wait * SECOND - 1)).isEmpty();
            now += wait * SECOND;
            assertThat(lamps.nextTime()).hasValue(now);
        }
    }

    @Test
    void thePeersWishForALaterTimeIsHeard() {
        lamps.want("2001", ON, 0);
        lamps.done(lamps.next(0).orElseThrow(), new Mwi.Result(Outcome.TRY_LATER, new SipStatus(503, "No"),
                Optional.of(Duration.ofSeconds(77))), 0);

        assertThat(lamps.nextTime()).hasValue(77 * SECOND);
    }

    @Test
    void anExtensionThePeerDoesNotKnowIsLeftAloneUntilEverythingIsToldAgain() {
        lamps.want("2001", ON, 0);
        lamps.done(lamps.next(0).orElseThrow(), result(Outcome.UNKNOWN_EXTENSION, 404), 0);
        lamps.want("2001", OFF, 10 * SECOND);
        assertThat(lamps.nextTime()).isEmpty();

        lamps.again(20 * SECOND);

        assertThat(lamps.next(20 * SECOND)).contains(new LampSchedule.Due("2001", OFF));
    }

    @Test
    void aPeerThatDoesNotDoLampsIsLeftAloneAndThisIsSaidOnce() {
        lamps.want("2001", ON, 0);
        lamps.want("2002", ON, 0);
        LampSchedule.Due first = lamps.next(0).orElseThrow();
        LampSchedule.Due second = lamps.next(0).orElseThrow();

        assertThat(lamps.done(first, result(Outcome.UNSUPPORTED, 489), 0)).isTrue();
        assertThat(lamps.done(second, result(Outcome.UNSUPPORTED, 489), 0)).isFalse();

        lamps.want("2003", ON, 0);
        assertThat(lamps.next(SECOND)).isEmpty();
        lamps.again(SECOND);
        assertThat(lamps.next(SECOND)).isPresent();
    }

    @Test
    void aPeerThatDoesNotAnswerThreeTimesInARowRestsAsAWhole() {
        for (int i = 0; i < 10; i++) {
            lamps.want("200" + i, ON, 0);
        }
        for (int i = 0; i < 3; i++) {
            lamps.done(lamps.next(0).orElseThrow(), result(Outcome.TRY_LATER, 408), 0);
        }

        assertThat(lamps.next(30 * SECOND - 1)).isEmpty();
        assertThat(lamps.next(30 * SECOND)).isPresent();
    }

    @Test
    void oneTelephoneThatDoesNotAnswerStopsNobody() {
        for (int i = 0; i < 4; i++) {
            lamps.want("200" + i, ON, 0);
            lamps.done(lamps.next(0).orElseThrow(), result(i % 2 == 0 ? Outcome.TRY_LATER : Outcome.ACCEPTED,
                    i % 2 == 0 ? 408 : 200), 0);
        }

        lamps.want("2009", ON, 0);
        assertThat(lamps.next(0)).isPresent();
    }

    @Test
    void nothingIsSentToAPeerThatIsDownAndAllOfItWhenItIsBack() {
        lamps.want("2001", ON, 0);
        lamps.down();
        assertThat(lamps.next(0)).isEmpty();

        assertThat(lamps.up()).isTrue();

        assertThat(lamps.next(0)).isPresent();
        assertThat(lamps.up()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void everyLampIsToldAgainWhateverBecameOfIt(Outcome outcome) {
        lamps.want("2001", ON, 0);
        lamps.done(lamps.next(0).orElseThrow(), result(outcome, 400), 0);

        lamps.again(0);

        assertThat(lamps.next(3600 * SECOND)).contains(new LampSchedule.Due("2001", ON));
        assertThat(lamps.next(3600 * SECOND)).isEmpty();
    }

    private static MessageSummary summary(int unread) {
        return MessageSummary.of("sip:2001@pbx", new MwiCounts(unread, 0, 0, 0));
    }

    private static Mwi.Result result(Outcome outcome, int status) {
        return new Mwi.Result(outcome, new SipStatus(status, "Said"), Optional.empty());
    }
}
