package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.Registration;
import org.voxpost.sip.SipAccount;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipTrunk;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.Transfer;

/** What a trunk asks of us: credentials, registration; and what we ask of it: transfer, keys by INFO. */
@Timeout(120)
class TrunkTest {
    private static final SipAddress UM = SipAddress.parse("<sip:um@127.0.0.1>");
    private static final String CHALLENGE = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"";

    private static Bench withAccount() {
        return new Bench(
                s -> Bench.settings(
                        List.of(Bench.peer().with(SipTrunk.PLAIN.withAccount(new SipAccount("um", "s3cret", "pbx"))))),
                call -> call.answer(Bench.ANSWER));
    }

    private static String status(String request, String line, String... headers) {
        StringBuilder extra = new StringBuilder();
        for (String header : headers) {
            extra.append(header).append("\r\n");
        }
        String tagged = Scene.ok(request).replaceFirst("(?m)^(To: [^;\\r]*)\\r$", "$1;tag=peer\r");
        return tagged.replace("SIP/2.0 200 OK", "SIP/2.0 " + line).replace("Content-Length", extra + "Content-Length");
    }

    private static SipUri to(RawPeer peer) {
        return SipUri.of("8000", "127.0.0.1", peer.port());
    }

    @Test
    void aChallengedCallIsPlacedAgainWithCredentials() {
        try (Bench bench = withAccount(); RawPeer pbx = bench.peer(Transport.UDP)) {
            OutgoingCall call = bench.endpoint.call(new OutgoingRequest(to(pbx), UM, Bench.SDP, List.of()));
            String first = pbx.receive("INVITE ");
            pbx.send(status(first, "407 Proxy Authentication Required", CHALLENGE));
            pbx.receive("ACK ");
            String second = pbx.receive("INVITE ", "CSeq: 2 INVITE");

            assertThat(second).contains("Proxy-Authorization: Digest ").contains("username=\"um\"")
                    .contains("algorithm=SHA-256").doesNotContain("s3cret");
            assertThat(RawPeer.header(second, "Call-ID")).isEqualTo(RawPeer.header(first, "Call-ID"));
            assertThat(RawPeer.header(second, "From")).isEqualTo(RawPeer.header(first, "From"));
            pbx.send(status(second, "200 OK", "Contact: <sip:pbx@127.0.0.1:" + pbx.port() + ">"));
            assertThat(pbx.receive("ACK ")).contains("CSeq: 2 ACK");
            assertThat(call.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            call.hangup();
            assertThat(pbx.receive("BYE ")).contains("CSeq: 3 BYE");
        }
    }

    @Test
    void whatAPeerDoesNotAnswerIsSentAgainAndGivenUpByItsOwnT1() {
        SipTrunk near = SipTrunk.PLAIN.withT1(Duration.ofMillis(40)); // given up after 2.6 s, by RFC 3261's after 32
        try (Bench bench = new Bench(s -> Bench.settings(List.of(Bench.peer().with(near))),
                call -> call.answer(Bench.ANSWER)); RawPeer pbx = bench.peer(Transport.UDP)) {
            OutgoingCall call = bench.endpoint.call(new OutgoingRequest(to(pbx), UM, Bench.SDP, List.of()));
            for (int i = 0; i < 4; i++) {
                pbx.receive("INVITE ");
            }
            assertThat(call.awaitAnswer(Duration.ofSeconds(20)).code()).isEqualTo(408);
            await().untilAsserted(() -> assertThat(call.ended()).contains(CallEnd.LOST)); // told behind the answer

            pbx.send(new Scene(pbx).invite(Bench.SDP));
            for (int i = 0; i < 4; i++) {
                pbx.receive("SIP/2.0 200 ", " INVITE");
            }
            Call unheard = bench.call();
            await().untilAsserted(() -> assertThat(unheard.ended()).contains(CallEnd.NO_ACK));
        }
    }

    @Test
    void aRefusalThatIsNotAcknowledgedIsSentAgainByThePeersT1() {
        SipTrunk near = SipTrunk.PLAIN.withT1(Duration.ofMillis(20));
        try (Bench bench = new Bench(s -> Bench.settings(List.of(Bench.peer().with(near))),
                call -> call.reject(SipStatus.NOT_FOUND)); RawPeer pbx = bench.peer(Transport.UDP)) {
            pbx.send(new Scene(pbx).invite(Bench.SDP));
            pbx.receive("SIP/2.0 404 ");
            long start = System.nanoTime();

            for (int again = 0; again < 5; again++) {
                pbx.receive("SIP/2.0 404 ");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the fifth after 620 ms; by RFC 3261's T1 after 11.5 s").isLessThan(Duration.ofSeconds(11));
        }
    }

    @ParameterizedTest
    @CsvSource({"pbx,n1,2", "other,n1,1"})
    void wrongCredentialsAreSaidOnceAndOtherRealmsGetNone(String realm, String nonce, int most) {
        try (Bench bench = withAccount(); RawPeer pbx = bench.peer(Transport.UDP)) {
            CompletableFuture<SipStatus> answer = CompletableFuture
                    .supplyAsync(() -> bench.endpoint.options(to(pbx), RawPeer.PATIENCE),
                            Thread::startVirtualThread);
            String challenge = "WWW-Authenticate: Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\"";
            for (int i = 0; i < most; i++) {
                pbx.send(status(pbx.receive("OPTIONS ", "CSeq: " + (i + 1)), "401 Unauthorized", challenge));
            }

            assertThat(answer.join().code()).isEqualTo(401);
        }
    }

    @Test
    void aRegistrationAnswersChallengesIsRefreshedAndTakenBack() {
        try (Bench bench = withAccount(); RawPeer pbx = bench.peer(Transport.UDP)) {
            Registration registration = bench.endpoint.register(new Registration.Request(
                    SipUri.of("", "127.0.0.1", pbx.port()), UM, Duration.ofSeconds(120)));
            String first = pbx.receive("REGISTER ");
            assertThat(first).contains("Expires: 120").contains("To: <sip:um@127.0.0.1>");
            pbx.send(status(first, "423 Interval Too Brief", "Min-Expires: 300"));
            String longer = pbx.receive("REGISTER ", "Expires: 300");
            pbx.send(status(longer, "401 Unauthorized",
                    CHALLENGE.replace("Proxy", "WWW").replace("WWW-Auth", "WWW-Auth")));
            String second = pbx.receive("REGISTER ", "Authorization: Digest ");
            assertThat(RawPeer.header(second, "Call-ID")).isEqualTo(RawPeer.header(first, "Call-ID"));
            pbx.send(status(second, "200 OK", "Contact: " + RawPeer.header(second, "Contact") + ";expires=2"));
            await().untilAsserted(() -> assertThat(registration.state()).isEqualTo(Registration.State.REGISTERED));

            String refresh = pbx.receiveBehind("REGISTER ", second);
            assertThat(sequence(refresh)).isGreaterThan(sequence(second));
            pbx.send(status(refresh, "200 OK", "Expires: 3600"));
            await().untilAsserted(() -> assertThat(registration.lastAnswer().code()).isEqualTo(200));
            CompletableFuture<Void> closed = CompletableFuture.runAsync(registration::close,
                    Thread::startVirtualThread);
            String farewell = pbx.receive("REGISTER ", "Expires: 0");
            pbx.send(status(farewell, "200 OK"));
            closed.join();
            assertThat(registration.state()).isEqualTo(Registration.State.ENDED);
        }
    }

    private static long sequence(String request) {
        return Long.parseLong(RawPeer.header(request, "CSeq").replaceFirst(" .*", ""));
    }

    @ParameterizedTest
    @CsvSource({"200 OK,DONE", "486 Busy Here,FAILED"})
    void aBlindTransferEndsAsTheNewsSay(String news, Transfer.Outcome outcome) throws Exception {
        try (Bench bench = Bench.answering(); RawPeer pbx = bench.peer(Transport.UDP)) {
            Scene scene = up(pbx, bench);
            Call call = bench.call();
            call.awaitRemoteAnswer(RawPeer.PATIENCE); // until the ACK is here
            CompletableFuture<Transfer> transfer = CompletableFuture.supplyAsync(() -> call.transfer(
                    SipUri.parse("sip:4200@127.0.0.1"), Optional.of(UM), RawPeer.PATIENCE),
                    Thread::startVirtualThread);
            String refer = pbx.receive("REFER ");
            assertThat(refer).contains("Refer-To: <sip:4200@127.0.0.1>").contains("Referred-By: <sip:um@127.0.0.1>");
            pbx.send(Scene.ok(refer).replace("200 OK", "202 Accepted"));

            pbx.send(notify(scene, "SIP/2.0 100 Trying"));
            pbx.receive("SIP/2.0 200 ", "NOTIFY");
            pbx.send(notify(scene, "SIP/2.0 " + news));

            assertThat(transfer.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(outcome);
            if (outcome == Transfer.Outcome.DONE) {
                pbx.receive("BYE ");
                assertThat(call.ended()).contains(CallEnd.LOCAL_HANGUP);
            } else {
                assertThat(call.ended()).isEmpty();
            }
        }
    }

    @Test
    void aPeerThatRefusesReferOrSaysNothingLeavesUsTheCall() {
        try (Bench bench = Bench.answering(); RawPeer pbx = bench.peer(Transport.UDP)) {
            up(pbx, bench);
            Call call = bench.call();
            call.awaitRemoteAnswer(RawPeer.PATIENCE); // until the ACK is here
            CompletableFuture<Transfer> refused = CompletableFuture.supplyAsync(
                    () -> call.transfer(SipUri.parse("sip:1@127.0.0.1"), Optional.empty(), RawPeer.PATIENCE),
                    Thread::startVirtualThread);
            String refer = pbx.receive("REFER ");
            pbx.send(Scene.ok(refer).replace("200 OK", "405 Method Not Allowed"));
            assertThat(refused.join()).isEqualTo(
                    new Transfer(Transfer.Outcome.REFUSED, new SipStatus(405, "Method Not Allowed")));

            CompletableFuture<Transfer> silent = CompletableFuture.supplyAsync(
                    () -> call.transfer(SipUri.parse("sip:1@127.0.0.1"), Optional.empty(), Duration.ofSeconds(3)),
                    Thread::startVirtualThread);
            pbx.send(Scene.ok(pbx.receiveBehind("REFER ", refer)).replace("200 OK", "202 Accepted"));
            assertThat(silent.join().outcome()).isEqualTo(Transfer.Outcome.NO_NEWS);
            assertThat(call.ended()).isEmpty();
        }
    }

    @Test
    void keysComeByInfo() {
        List<Character> keys = new CopyOnWriteArrayList<>();
        try (Bench bench = Bench.with(call -> {
            call.onKey(keys::add);
            call.answer(Bench.ANSWER);
        }); RawPeer pbx = bench.peer(Transport.TCP)) {
            Scene scene = up(pbx, bench);

            pbx.send(scene.next("INFO", "Signal=#\r\nDuration=160\r\n").replace("application/sdp",
                    "application/dtmf-relay"));
            pbx.receive("SIP/2.0 200 ", "INFO");
            pbx.send(scene.next("INFO", "x").replace("application/sdp", "application/unheard-of"));
            assertThat(pbx.receive("SIP/2.0 415 ")).contains("Accept: application/dtmf-relay");
            await().untilAsserted(() -> assertThat(keys).containsExactly('#'));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void keysThatComeAtOnceKeepTheirOrder(Transport transport) {
        List<Character> typed = "20035417#*".repeat(30).chars().mapToObj(key -> (char) key).toList();
        List<Character> keys = new CopyOnWriteArrayList<>();
        try (Bench bench = Bench.with(call -> {
            call.onKey(keys::add);
            call.answer(Bench.ANSWER);
        }); RawPeer pbx = bench.peer(transport)) {
            Scene scene = up(pbx, bench);

            for (char key : typed) {
                pbx.send(scene.next("INFO", "Signal=" + key + "\r\nDuration=160\r\n").replace("application/sdp",
                        "application/dtmf-relay"));
            }

            await().until(() -> keys.size() == typed.size());
            assertThat(keys).containsExactlyElementsOf(typed);
        }
    }

    @Test
    void anOfferInsideAMultipartBodyIsFound() {
        String body = "--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: application/sdp\r\n\r\n"
                + Bench.SDP + "--b--\r\n";
        try (Bench bench = Bench.answering(); RawPeer pbx = bench.peer(Transport.UDP)) {
            pbx.send(new Scene(pbx).invite(body).replace("application/sdp\r\nContent-Length",
                    "multipart/mixed;boundary=\"b\"\r\nContent-Length"));

            pbx.receive("SIP/2.0 200 ");
            assertThat(bench.call().offer()).contains(Bench.SDP);
        }
    }

    private static Scene up(RawPeer pbx, Bench bench) {
        Scene scene = new Scene(pbx);
        pbx.send(scene.invite(Bench.SDP));
        scene.heard(pbx.receive("SIP/2.0 200 "));
        pbx.send(scene.ack(""));
        assertThat(bench.endpoint.activeCalls()).isEqualTo(1);
        return scene;
    }

    private static String notify(Scene scene, String fragment) {
        return scene.next("NOTIFY", fragment + "\r\n", "Event: refer", "Subscription-State: active;expires=60")
                .replace("application/sdp", "message/sipfrag;version=2.0");
    }
}
