package org.voxpost.service.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.Recording.Ending;
import org.voxpost.service.spool.CallRecord;
import org.voxpost.service.trace.TraceReader;
import org.voxpost.service.trace.TraceStep;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.CallFacts.DivertReason;
import org.voxpost.sip.CallFacts.Source;
import org.voxpost.sip.CallFacts.Trust;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

@Timeout(30)
class CallAnsweringTest extends AnsweredCalls {
    @Test
    void hangingUpAfterSpeakingLeavesAMessage() {
        caller.speaks(12, Ending.HANGUP);

        take(divertedFrom("2001"));

        assertThat(intake.accepted()).singleElement().satisfies(accepted -> {
            assertThat(accepted.recording().length()).isEqualTo(Duration.ofSeconds(12));
            assertThat(accepted.envelope().mailbox()).isEqualTo(new SmtpAddress("alice@example.com"));
            assertThat(accepted.envelope().kind()).isEqualTo(ItemKind.CALL_ANSWERING);
            assertThat(accepted.envelope().callId()).isEqualTo("abc@pbx");
        });
        assertThat(caller.heard()).containsExactly(GREETING);
        assertThat(intake.missed()).isEmpty();
        assertThat(outcomes("message")).isEqualTo(1);
    }

    @Test
    void thePoundKeyLeadsToTheMenuAndPoundSends() {
        caller.speaks(8, Ending.KEY).presses("1#");

        take(divertedFrom("2001"));

        assertThat(caller.heard()).containsExactly(GREETING, "review-menu", "[recording 8.0 s]", "review-menu", SENT);
        assertThat(intake.accepted()).hasSize(1);
    }

    @Test
    void aSecondTakeReplacesTheFirst() {
        caller.speaks(8, Ending.KEY).presses("2").speaks(5, Ending.KEY).presses("#");

        take(divertedFrom("2001"));

        assertThat(intake.accepted()).singleElement().returns(2, FakeIntake.Accepted::take);
        assertThat(intake.settled()).containsExactly(1, 2);
        assertThat(intake.discarded()).containsExactly(1);
    }

    @Test
    void hangingUpInTheMenuSendsWhatThereIs() {
        caller.speaks(8, Ending.KEY).presses("1").hangsUp();

        take(divertedFrom("2001"));

        assertThat(intake.accepted()).singleElement().returns(1, FakeIntake.Accepted::take);
    }

    @Test
    void hangingUpAtTheSecondBeepNeverLosesTheFirstTake() {
        caller.speaks(8, Ending.KEY).presses("2").speaks(0.3, Ending.HANGUP);

        take(divertedFrom("2001"));

        assertThat(intake.accepted()).singleElement().returns(1, FakeIntake.Accepted::take);
        assertThat(intake.discarded()).containsExactly(2);
    }

    @Test
    void aSecondTakeThatTheDiskCouldNotHoldDoesNotReplaceTheFirst() {
        caller.speaks(8, Ending.KEY).presses("2").speaks(4, Ending.STORAGE).presses("#");

        take(divertedFrom("2001"));

        assertThat(intake.accepted()).singleElement().returns(1, FakeIntake.Accepted::take);
    }

    @Test
    void aKeyThatMeansNothingIsSaidSoAndAskedAgain() {
        caller.speaks(8, Ending.KEY).presses("7").waits();

        take(divertedFrom("2001"));

        assertThat(caller.heard()).containsExactly(GREETING, "review-menu", "invalid-key", "review-menu", SENT);
    }

    @Test
    void hangingUpDuringTheGreetingIsAMissedCall() {
        caller.hangsUp();

        take(divertedFrom("2001"));

        assertThat(intake.accepted()).isEmpty();
        assertThat(intake.missed()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(ItemKind.MISSED_CALL);
            assertThat(item.caller().number()).isEqualTo("+14255550177");
        });
        assertThat(intake.discarded()).as("the recording that began with the greeting").containsExactly(1);
        assertThat(intake.settled()).isEmpty();
        assertThat(outcomes("no_message")).isEqualTo(1);
    }

    @Test
    void hangingUpAtTheBeepIsAMissedCallAndTheScrapOfAudioGoes() {
        caller.speaks(0.4, Ending.HANGUP);

        take(divertedFrom("2001"));

        assertThat(intake.missed()).hasSize(1);
        assertThat(intake.discarded()).containsExactly(1);
    }

    @Test
    void silenceIsAMissedCall() {
        caller.isSilentFor(5, Ending.SILENCE);

        take(divertedFrom("2001"));

        assertThat(intake.accepted()).isEmpty();
        assertThat(intake.missed()).hasSize(1);
    }

    @Test
    void anOwnerWhoDoesNotWantMissedCallsGetsNone() {
        caller.hangsUp();

        take(divertedFrom("2002"));

        assertThat(intake.missed()).isEmpty();
    }

    @Test
    void cancelledBeforeTheAnswerIsAMissedCall() {
        FakeCall call = divertedFrom("2001");
        call.end(CallEnd.CANCELLED);
        caller.hangsUp();

        take(call);

        assertThat(call.answered()).isEmpty();
        assertThat(intake.missed()).hasSize(1);
        assertThat(outcomes("cancelled")).isEqualTo(1);
    }

    @Test
    void theSameForkedCallIsMissedOnce() {
        caller.hangsUp();
        var answering = new CallAnswering(parts());

        answering.take(divertedFrom("2001"));
        answering.take(divertedFrom("2001"));

        assertThat(intake.missed()).hasSize(1);
    }

    @Test
    void aNumberWithoutMailboxIsNotFound() {
        FakeCall call = divertedFrom("2999");

        take(call);

        assertThat(call.rejected()).contains(SipStatus.NOT_FOUND);
        assertThat(outcomes("unknown_mailbox")).isEqualTo(1);
    }

    @Test
    void candidatesWithoutMailboxAreSkippedAndTheTraceSaysSo() {
        caller.speaks(3, Ending.HANGUP);

        take(call(List.of("5555", "2001"), Optional.of("offer")));

        assertThat(intake.accepted()).hasSize(1);
        trace.close();
        assertThat(new TraceReader(directory).steps("abc@pbx")).extracting(TraceStep::text)
                .contains("2001 by DIVERSION (NO_ANSWER) is alice@example.com; no mailbox at 5555");
    }

    @Test
    void anOfferWithoutACodecOfOursIsNotAcceptable() {
        FakeCall call = call(List.of("2001"), Optional.of("G729 only"));

        take(call);

        assertThat(call.rejected()).contains(SipStatus.NOT_ACCEPTABLE_HERE);
        assertThat(intake.missed()).isEmpty();
    }

    @Test
    void withoutAPortTheServiceIsUnavailable() {
        ports.areUsedUp();
        FakeCall call = divertedFrom("2001");

        take(call);

        assertThat(call.rejected()).contains(SipStatus.SERVICE_UNAVAILABLE);
        assertThat(call.retryLater()).isPresent();
        assertThat(outcomes("no_port")).isEqualTo(1);
    }

    @Test
    void aLateOfferGetsOurOffer() {
        caller.speaks(3, Ending.HANGUP);
        FakeCall call = call(List.of("2001"), Optional.empty());

        take(call);

        assertThat(call.answered()).contains("our offer");
        assertThat(intake.accepted()).hasSize(1);
    }

    @Test
    void aFullDiskIsToldBeforeTheCallerSpeaks() {
        intake.isFull();
        FakeCall call = divertedFrom("2001");

        take(call);

        assertThat(caller.heard()).containsExactly("system-full");
        assertThat(intake.accepted()).isEmpty();
        assertThat(intake.missed()).hasSize(1);
        assertThat(call.ended()).contains(CallEnd.LOCAL_HANGUP);
    }

    @Test
    void aFullMailboxIsToldBeforeTheCallerSpeaks() {
        intake.hasAFullMailbox();

        take(divertedFrom("2001"));

        assertThat(caller.heard()).containsExactly("mailbox-full goodbye");
        assertThat(intake.accepted()).isEmpty();
        assertThat(intake.missed()).as("it would wait for room too").isEmpty();
        assertThat(outcomes("mailbox_full")).isEqualTo(1);
    }

    @Test
    void aRecordOfTheCallIsKept() {
        caller.speaks(12, Ending.HANGUP);

        take(divertedFrom("2001"));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.started()).isEqualTo(NOON);
            assertThat(record.callId()).isEqualTo("abc@pbx");
            assertThat(record.type()).isEqualTo("call-answering");
            assertThat(record.peer()).isEqualTo("pbx");
            assertThat(record.caller()).isEqualTo("+14255550177");
            assertThat(record.dialled()).isEqualTo("8000");
            assertThat(record.mailboxId()).isEqualTo("alice");
            assertThat(record.reason()).isEqualTo("no-answer");
            assertThat(record.result()).isEqualTo("message");
            assertThat(record.recorded()).isEqualTo(Duration.ofSeconds(12));
            assertThat(record.deliveryId())
                    .isEqualTo(intake.accepted().getFirst().envelope().id().toString());
        });
    }

    @Test
    void aCallThatWasRefusedIsRecordedAsSuch() {
        take(divertedFrom("2999"));

        assertThat(records).singleElement().returns("refused", CallRecord::result)
                .returns(Duration.ZERO, CallRecord::duration).returns("", CallRecord::mailboxId);
    }

    @Test
    void aDiskThatFailsAtTheEndIsToldToo() {
        intake.failsToAccept();
        caller.speaks(8, Ending.KEY).presses("#");

        take(divertedFrom("2001"));

        assertThat(caller.heard()).endsWith("system-full");
        assertThat(outcomes("storage_full")).isEqualTo(1);
    }

    @Test
    void aCallerBeyondTheLimitIsBusy() {
        intake.admitsNothing();
        FakeCall call = divertedFrom("2001");

        take(call);

        assertThat(call.rejected()).contains(SipStatus.BUSY_HERE);
    }

    @Test
    void whoDialsThePilotIsAskedForAMailbox() {
        caller.presses("2001#").speaks(3, Ending.HANGUP);

        take(call(List.of(), Optional.of("offer")));

        assertThat(caller.heard()).containsExactly("enter-mailbox", GREETING);
        assertThat(intake.accepted()).singleElement().satisfies(
                accepted -> assertThat(accepted.envelope().kind()).isEqualTo(ItemKind.VOICE));
    }

    @Test
    void whoKeysNoMailboxThreeTimesIsToldGoodbye() {
        caller.presses("99#").waits().presses("98#");

        take(call(List.of(), Optional.of("offer")));

        assertThat(caller.heard()).containsExactly("enter-mailbox", "mailbox-unknown", "enter-mailbox",
                "please-try-again", "enter-mailbox", "mailbox-unknown", "goodbye");
        assertThat(intake.accepted()).isEmpty();
    }

    @Test
    void whatWasKeyedIsNotInTheTrace() {
        caller.presses("987654#").waits().waits();

        take(call(List.of(), Optional.of("offer")));

        trace.close();
        assertThat(new TraceReader(directory).steps("abc@pbx")).extracting(TraceStep::text)
                .noneMatch(text -> text.contains("987654"));
    }

    @Test
    void aDiversionFromAMailAddressLeadsToItsMailbox() {
        caller.speaks(3, Ending.HANGUP);
        var lync = new CallFacts(new CallFacts.Caller(address("pat"), false, Trust.UNVERIFIED),
                List.of(new SipAddress("", SipUri.of("Alice", "example.com", 0))), DivertReason.UNKNOWN,
                Source.DIVERSION, SipUri.of("", "127.0.0.1", 5060));

        take(new FakeCall(lync, PBX, Optional.of("offer")));

        assertThat(intake.accepted()).singleElement().satisfies(accepted -> assertThat(accepted.envelope().mailbox())
                .isEqualTo(new SmtpAddress("alice@example.com")));
    }
}
