package org.voxpost.service.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.Recording.Ending;
import org.voxpost.service.config.PeerConfig.Transfer.By;
import org.voxpost.service.dialling.DiallingDesk;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.Transfer;

/** Callers who are led on: to the operator, or a fax machine to its number. */
@Timeout(30)
class LedOnTest extends AnsweredCalls {
    @Test
    void zeroInTheGreetingLeadsToTheOperatorByRefer() {
        operator = Optional.of("4200");
        caller.cutsInWith('0');
        FakeCall call = divertedFrom("2001").transferring(Transfer.Outcome.DONE, 200);

        take(call);

        assertThat(call.referred()).containsExactly(SipUri.of("4200", "192.0.2.10", 0));
        assertThat(caller.heard()).containsExactly(GREETING, "please-hold");
        assertThat(intake.missed()).isEmpty();
        assertThat(outcomes("transferred")).isEqualTo(1);
        assertThat(audited).singleElement().returns("DIAL inside", DiallingDesk.Entry::outcome)
                .returns("4200", DiallingDesk.Entry::wanted);
    }

    @Test
    void whereReferIsRefusedASecondCallIsBridged() {
        operator = Optional.of("4200");
        caller.cutsInWith('0');

        take(divertedFrom("2001").transferring(Transfer.Outcome.REFUSED, 405));

        assertThat(placed).singleElement().satisfies(request -> {
            assertThat(request.target().encode()).isEqualTo("sip:4200@192.0.2.10;transport=tcp");
            assertThat(request.sdp()).isEqualTo("second offer");
        });
        assertThat(ports.bridged()).isTrue();
        assertThat(outcomes("transferred")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"FAILED,486,REFER_OR_BRIDGE", "NO_NEWS,408,REFER_OR_BRIDGE", "REFUSED,405,REFER", "REFUSED,405,BRIDGE",
            "DONE,200,ATTENDED"})
    void anOperatorWhoCannotBeReachedLeavesTheCallerWithUs(Transfer.Outcome outcome, int code, By how) {
        operator = Optional.of("4200");
        by = how;
        secondCall = SipStatus.BUSY_HERE;
        caller.cutsInWith('0').speaks(8, Ending.HANGUP);

        take(divertedFrom("2001").transferring(outcome, code));

        assertThat(caller.heard()).containsExactly(GREETING, "please-hold", "nobody-there");
        assertThat(intake.accepted()).hasSize(1);
        assertThat(ports.bridged()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSecondLineThatRingsIsHeardByTheCallerIfTheSiteWantsThat(boolean wanted) {
        operator = Optional.of("4200");
        by = By.BRIDGE;
        earlyMedia = wanted;
        secondCall = SipStatus.BUSY_HERE;
        caller.cutsInWith('0').speaks(8, Ending.HANGUP);

        take(divertedFrom("2001"));

        assertThat(ports.everBridged()).isEqualTo(wanted);
        assertThat(ports.bridged()).isFalse();
        assertThat(intake.accepted()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"DONE,false", "REFUSED,true", "FAILED,true"})
    void anOperatorWhoAnsweredIsConnectedDirectlyWhereThePbxCan(Transfer.Outcome outcome, boolean bridged) {
        operator = Optional.of("4200");
        by = By.ATTENDED;
        caller.cutsInWith('0');
        FakeCall call = divertedFrom("2001").transferring(outcome, 200);

        take(call);

        assertThat(placed).hasSize(1);
        assertThat(call.referred()).singleElement().returns("o1@voxpost;to-tag=t;from-tag=f",
                target -> target.headers().get("replaces"));
        assertThat(ports.bridged()).isEqualTo(bridged);
        assertThat(outcomes("transferred")).isEqualTo(1);
    }

    @Test
    void zeroInTheMenuSendsTheMessageAndLeadsToTheOperator() {
        operator = Optional.of("4200");
        caller.speaks(8, Ending.KEY).presses("0");
        FakeCall call = divertedFrom("2001").transferring(Transfer.Outcome.DONE, 200);

        take(call);

        assertThat(intake.accepted()).hasSize(1);
        assertThat(call.referred()).hasSize(1);
        assertThat(caller.heard()).containsExactly(GREETING, "review-menu", "please-hold");
        assertThat(outcomes("message")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"911", "+442079460000", "9011442079460000"})
    void anOperatorsNumberPassesTheGateToo(String number) {
        operator = Optional.of(number);
        caller.cutsInWith('0').speaks(8, Ending.HANGUP);
        FakeCall call = divertedFrom("2001").transferring(Transfer.Outcome.DONE, 200);

        take(call);

        assertThat(call.referred()).isEmpty();
        assertThat(placed).isEmpty();
        assertThat(caller.heard()).containsExactly(GREETING, "nobody-there");
        assertThat(audited).singleElement().satisfies(entry -> assertThat(entry.outcome()).doesNotStartWith("DIAL"));
    }

    @Test
    void aMailboxPlacesNoMoreCallsThanItsShare() {
        operator = Optional.of("4200");
        var answering = new CallAnswering(parts());
        for (int i = 0; i < 3; i++) {
            caller.cutsInWith('0');
            if (i == 2) {
                caller.speaks(8, Ending.HANGUP);
            }
            answering.take(divertedFrom("2001").transferring(Transfer.Outcome.DONE, 200));
        }

        assertThat(audited).extracting(DiallingDesk.Entry::outcome).containsExactly("DIAL inside", "DIAL inside",
                "TOO_MANY");
        assertThat(intake.accepted()).hasSize(1);
    }

    @Test
    void aFaxMachineThatIsHeardInTheGreetingIsLedToTheFaxNumber() {
        fax = Optional.of("4300");
        caller.isFax();
        FakeCall call = divertedFrom("2001").transferring(Transfer.Outcome.DONE, 200);

        take(call);

        assertThat(call.referred()).containsExactly(SipUri.of("4300", "192.0.2.10", 0));
        assertThat(caller.heard()).isEmpty();
        assertThat(intake.accepted()).isEmpty();
        assertThat(intake.missed()).isEmpty();
        assertThat(outcomes("transferred")).isEqualTo(1);
        assertThat(audited).singleElement().returns("fax", DiallingDesk.Entry::purpose)
                .returns("DIAL inside", DiallingDesk.Entry::outcome);
    }

    @Test
    void aFaxMachineThatIsHeardWhileRecordingIsNotKept() {
        fax = Optional.of("4300");
        caller.speaks(4, Ending.FAX);

        take(divertedFrom("2001").transferring(Transfer.Outcome.REFUSED, 405));

        assertThat(caller.heard()).containsExactly(GREETING);
        assertThat(intake.accepted()).isEmpty();
        assertThat(intake.discarded()).containsExactly(1);
        assertThat(placed).singleElement()
                .satisfies(request -> assertThat(request.target().user()).isEqualTo("4300"));
        assertThat(ports.bridged()).isTrue();
        assertThat(outcomes("transferred")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"4300,FAILED,486", "+442079460000,DONE,200"})
    void aFaxMachineThatCannotBeLedAwayIsAMissedCall(String number, Transfer.Outcome outcome, int code) {
        fax = Optional.of(number);
        caller.isFax();

        take(divertedFrom("2001").transferring(outcome, code));

        assertThat(intake.accepted()).isEmpty();
        assertThat(intake.missed()).hasSize(1);
        assertThat(placed).isEmpty();
        assertThat(outcomes("no_message")).isEqualTo(1);
    }

    @Test
    void aFaxMachineThatDialsOurOwnNumberIsLedAwayToo() {
        fax = Optional.of("4300");
        caller.isFax();
        FakeCall call = call(List.of(), Optional.of("offer")).transferring(Transfer.Outcome.DONE, 200);

        take(call);

        assertThat(call.referred()).hasSize(1);
        assertThat(outcomes("transferred")).isEqualTo(1);
    }

    @Test
    void zeroWithoutAnOperatorCutsTheGreetingShortLikeAnyKey() {
        caller.cutsInWith('0').speaks(8, Ending.HANGUP);

        take(divertedFrom("2001"));

        assertThat(caller.heard()).containsExactly(GREETING);
        assertThat(intake.accepted()).hasSize(1);
    }
}
