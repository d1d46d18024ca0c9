package org.voxpost.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.service.trace.TraceStep.Kind;
import org.voxpost.sip.SipTrace.Direction;

class CallExplanationTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000250Z");
    private static final String INVITE = "INVITE sip:8000@192.0.2.50 SIP/2.0  [192.0.2.10:5060]\r\n"
            + "Diversion: <sip:4101@192.0.2.10>;reason=no-answer\r\nAllow: INVITE, BYE\r\nCSeq: 1 INVITE\r\n\r\n"
            + "v=0\r\nm=audio 4000 RTP/SAVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"
            + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:•••\r\n";

    @TempDir
    Path directory;

    private static TraceStep step(Kind kind, String text) {
        return new TraceStep(NOON, "abc@pbx", kind, text);
    }

    @Test
    void saysWhatThePeerSentAndWhatCameOfIt() {
        assertThat(CallExplanation.of(List.of(step(Kind.SIP_IN, INVITE),
                step(Kind.ROUTE, "4101 by DIVERSION (NO_ANSWER) is alice@example.com"),
                step(Kind.SIP_OUT, "SIP/2.0 100 Trying\r\nCSeq: 1 INVITE\r\n"),
                step(Kind.SIP_OUT, "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n"), step(Kind.MEDIA, "stopped: PCMA"),
                step(Kind.FLOW, "ended by REMOTE_BYE: MESSAGE"))))
                .containsExactly("Request-URI: sip:8000@192.0.2.50",
                        "diversion: <sip:4101@192.0.2.10>;reason=no-answer",
                        "mailbox: 4101 by DIVERSION (NO_ANSWER) is alice@example.com",
                        "session timer: not asked for", "REFER: not in Allow: transfers will be bridged",
                        "offer: m=audio 4000 RTP/SAVP 8 101", "codecs: 101 telephone-event/8000",
                        "keys: telephone events (RFC 4733)", "SRTP: offered", "answer: SIP/2.0 200 OK",
                        "media: stopped: PCMA", "end: ended by REMOTE_BYE: MESSAGE");
    }

    @Test
    void aCallWithoutDiversionIsSaidToHaveNone() {
        assertThat(CallExplanation.of(List.of(step(Kind.SIP_IN, INVITE.replace("Diversion", "X-Diversion")))))
                .anyMatch(line -> line.startsWith("diversion: none"));
        assertThat(CallExplanation.of(List.of())).singleElement().asString().contains("overwritten");
    }

    @Test
    void saysWhatAPeerAllowsByItsAnswerToOptions() {
        assertThat(CallExplanation.ofOptions("SIP/2.0 200 OK\r\nAllow: INVITE, REFER\r\nServer: pbx/1\r\n\r\n"))
                .containsExactly("allows: INVITE, REFER", "supports: does not say", "is: pbx/1");
    }

    @ParameterizedTest
    @CsvSource({
            "192.0.2.0/24,SIP/2.0 489 Bad Event,lamps: NOTIFY for sip:2002@192.0.2.10 was answered SIP/2.0 489 Bad Event",
            "192.0.2.10,SIP/2.0 100 Trying,lamps: NOTIFY for sip:2002@192.0.2.10 was not answered",
            "198.51.100.7,SIP/2.0 200 OK,lamps: no NOTIFY to it is in the trace"})
    void theLatestLampAndItsAnswerAreFound(String sources, String answer, String found) throws IOException {
        try (TraceLog log = TraceLog.open(directory)) {
            var ladder = new SipLadder(log);
            for (String number : List.of("2001", "2002")) {
                ladder.message(Direction.SENT, "192.0.2.10:5060", "pbx", "lamp-" + number, "NOTIFY sip:" + number
                        + "@192.0.2.10 SIP/2.0\r\nCSeq: 1 NOTIFY\r\nEvent: message-summary\r\n\r\nMessages-Waiting: yes\r\n");
                ladder.message(Direction.RECEIVED, "192.0.2.10:5060", "pbx", "lamp-" + number,
                        (number.equals("2001") ? "SIP/2.0 200 OK" : answer) + "\r\nCSeq: 1 NOTIFY\r\n\r\n");
            }
            ladder.message(Direction.SENT, "192.0.2.10:5060", "pbx", "call",
                    "NOTIFY sip:1@x SIP/2.0\r\nCSeq: 1 NOTIFY\r\nEvent: refer\r\n\r\n");
        }

        assertThat(CallExplanation.ofLamp(new TraceReader(directory).lampTo("", List.of(sources)))).isEqualTo(found);
    }

    @Test
    void anAnswerThatIsTracedBeforeItsRequestIsFound() {
        TraceStep answer = step(Kind.SIP_IN, "SIP/2.0 200 OK\r\nCSeq: 2 NOTIFY\r\n\r\n");
        TraceStep request = step(Kind.SIP_OUT,
                "NOTIFY sip:2001@x SIP/2.0\r\nCSeq: 2 NOTIFY\r\nEvent: message-summary\r\n\r\n");
        TraceStep challenge = step(Kind.SIP_IN, "SIP/2.0 401 Unauthorized\r\nCSeq: 1 NOTIFY\r\n\r\n");

        assertThat(CallExplanation.ofLamp(List.of(answer, request, challenge)))
                .isEqualTo("lamps: NOTIFY for sip:2001@x was answered SIP/2.0 200 OK");
    }

    @Test
    void callsAreFoundByTheirPeerAndKeysInInfoAreNotKept() throws IOException {
        try (TraceLog log = TraceLog.open(directory)) {
            var ladder = new SipLadder(log);
            ladder.message(Direction.RECEIVED, "192.0.2.10:5060", "", "one",
                    "INVITE sip:1@x SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n");
            ladder.message(Direction.RECEIVED, "198.51.100.7:5060", "", "two",
                    "INVITE sip:1@x SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n");
            ladder.message(Direction.RECEIVED, "192.0.2.10:5060", "", "one",
                    "INFO sip:1@x SIP/2.0\r\nCSeq: 2 INFO\r\nContent-Type: application/dtmf\r\n\r\n7");
        }
        var reader = new TraceReader(directory);

        assertThat(reader.callsOf("", List.of("192.0.2.0/24"))).containsExactly("one");
        assertThat(reader.callsOf("pbx", List.of("198.51.100.7"))).containsExactly("two");
        assertThat(reader.callsOf("", List.of("192.0.3.0/24", "::1"))).isEmpty();
        assertThat(reader.steps("one").getLast().text()).endsWith("\r\n\r\n•••");
    }

    @Test
    void callsAndLampsOfPeersThatOnlyTheirCertificatesTellApartAreFoundByName() throws IOException {
        try (TraceLog log = TraceLog.open(directory)) {
            var ladder = new SipLadder(log);
            for (String peer : List.of("sbc", "branch office")) {
                ladder.message(Direction.RECEIVED, "[2001:db8::7]:40123", peer, "call of " + peer,
                        "INVITE sip:1@x  [192.0.2.1:5060 liar] SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n");
                ladder.message(Direction.SENT, "[2001:db8::7]:5061", peer, "lamp of " + peer,
                        "NOTIFY sip:" + peer.length()
                                + "@x SIP/2.0\r\nCSeq: 1 NOTIFY\r\nEvent: message-summary\r\n\r\n");
            }
        }
        var reader = new TraceReader(directory);

        assertThat(reader.callsOf("sbc", List.of())).containsExactly("call of sbc");
        assertThat(reader.callsOf("branch office", List.of("192.0.2.0/24"))).containsExactly("call of branch office");
        assertThat(reader.callsOf("liar", List.of("192.0.2.1"))).isEmpty();
        assertThat(reader.callsOf("", List.of("2001:db8::/32"))).hasSize(2);
        assertThat(CallExplanation.ofLamp(reader.lampTo("branch office", List.of())))
                .isEqualTo("lamps: NOTIFY for sip:13@x was not answered");
    }
}
