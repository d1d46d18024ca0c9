package org.voxpost.service.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.Transcoder;
import org.voxpost.service.config.PeerConfig.Transfer.By;
import org.voxpost.service.config.RecordingConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.dialling.DialLimits;
import org.voxpost.service.dialling.DiallingDesk;
import org.voxpost.service.dialling.DiallingGate;
import org.voxpost.service.metrics.ServiceMetrics;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.CallRouting;
import org.voxpost.service.spool.CallRecord;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.service.trace.TraceLog;
import org.voxpost.service.trace.TraceReader;
import org.voxpost.service.trace.TraceStep;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.CallFacts.DivertReason;
import org.voxpost.sip.CallFacts.Source;
import org.voxpost.sip.CallFacts.Trust;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.Transfer;

@Timeout(30)
class CallAnsweringTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String GREETING = "greeting-nobody digit-2 digit-0 digit-0 digit-1 greeting-leave";
    private static final String SENT = "message-sent goodbye";
    private static final SipPeer PBX = new SipPeer("pbx", List.of("127.0.0.1"), true, Set.of("8000"),
            SipPeer.Pick.ORIGINAL, SipPeer.DEFAULT_ORDER, List.of());

    private final ScriptedConversation caller = new ScriptedConversation();
    private final FakeIntake intake = new FakeIntake();
    private final List<CallRecord> records = new ArrayList<>();
    private final List<DiallingDesk.Entry> audited = new ArrayList<>();
    private final List<OutgoingRequest> placed = new ArrayList<>();
    private Optional<String> operator = Optional.empty();
    private Optional<String> fax = Optional.empty();
    private SipStatus secondCall = SipStatus.OK;
    private By by = By.REFER_OR_BRIDGE;
    private boolean earlyMedia;
    private final FakePorts ports = new FakePorts();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    Path directory;
    private TraceLog trace;

    @BeforeEach
    void openTrace() throws IOException {
        trace = TraceLog.open(directory);
    }

    @AfterEach
    void closeTrace() {
        trace.close();
        assertThat(ports.openSessions()).as("ports given back").isZero();
    }

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

    private void take(FakeCall call) {
        new CallAnswering(parts()).take(call);
    }

    private FlowParts parts() {
        var table = new SubscriberTable(List.of(subscriber("alice", "2001", true), subscriber("bob", "2002", false)),
                List.of(new DialPlan(new SiteConfig("main", "US", "", 2, 6, List.of(), ""))));
        return new FlowParts(table, new CallRouting(table, Map.of()), nobody(), Duration.ofSeconds(1), ports,
                peer -> MediaPeer.PLAIN, media -> caller,
                new NoTranscoder(), intake, new RecordingConfig(Duration.ofMinutes(20), Duration.ofSeconds(5),
                        Duration.ofSeconds(1), "#", true, Transcoder.Format.MP3),
                new ServiceMetrics(registry), trace, records::add, transfers(), InstantSource.fixed(NOON));
    }

    private Transfers transfers() {
        var gate = new DiallingGate(new SiteConfig("main", "US", "", 2, 6, List.of(), "").toDiallingPlan());
        var desk = new DiallingDesk(Map.of("main", gate), new DialLimits(2, Duration.ofHours(1)), audited::add,
                InstantSource.fixed(NOON));
        var road = new Transfers.Road(SipUri.parse("sip:192.0.2.10;transport=tcp"), by, Duration.ofSeconds(30),
                earlyMedia,
                address("8000"), Optional.empty(), fax.map(number -> new Transfers.Wanted(number,
                        new DiallingDesk.Payer("peer pbx", "main", Set.of("inside")))));
        return new Transfers(Map.of("pbx", road), owner -> operator.map(number -> new Transfers.Wanted(number,
                new DiallingDesk.Payer(owner.id(), "main", Set.of("inside")))), desk, request -> {
                    placed.add(request);
                    return new FakeOutgoing(secondCall);
                }, ports, peer -> MediaPeer.PLAIN);
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

    private AddressBook nobody() {
        return new AddressBook(List.of(new DialPlan(new SiteConfig("main", "US", "", 2, 6, List.of(), ""))), List.of(),
                directory.resolve("address-book"), InstantSource.fixed(NOON));
    }

    private double outcomes(String outcome) {
        return registry.get("voxpost.calls").tag("outcome", outcome).counter().count();
    }

    private static Subscriber subscriber(String name, String extension, boolean missedCalls) {
        return new Subscriber(name, new SmtpAddress(name + "@example.com"), name, List.of(extension), "main", "main",
                Optional.empty(), missedCalls, Locale.US);
    }

    private static FakeCall divertedFrom(String extension) {
        return call(List.of(extension), Optional.of("offer"));
    }

    private static FakeCall call(List<String> candidates, Optional<String> offer) {
        var caller = new CallFacts.Caller(address("+14255550177"), false, Trust.ASSERTED);
        return new FakeCall(new CallFacts(caller, candidates.stream().map(CallAnsweringTest::address).toList(),
                DivertReason.NO_ANSWER, Source.DIVERSION, SipUri.of("8000", "127.0.0.1", 5060)), PBX, offer);
    }

    private static SipAddress address(String user) {
        return new SipAddress("", SipUri.of(user, "127.0.0.1", 0));
    }

    /** These subscribers have no greeting of their own. */
    private static final class NoTranscoder implements Transcoder {
        @Override
        public Duration encode(Path source, long offset, AudioFormat sourceFormat, double gainDb, Format format,
                Path target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] decodeGreeting(Path source, Duration longest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
