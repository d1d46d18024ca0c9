package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.MwiCounts;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipAccount;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipTrunk;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.Transfer;
import org.voxpost.sip.digest.Challenge;
import org.voxpost.sip.digest.DigestAnswer;

/** A PBX that asks for credentials at every request of ours, in and outside calls, and goes on counting. */
@Timeout(120)
class ChallengeTest {
    private static final SipAddress UM = SipAddress.parse("<sip:um@127.0.0.1>");
    private static final SipAccount ACCOUNT = new SipAccount("um", "s3cret", "pbx");
    private static final MessageSummary ONE = MessageSummary.of("sip:4101@127.0.0.1", new MwiCounts(1, 0, 0, 0));

    /** Demands credentials for the next request of that method, checks them, and gives the request that brought them. */
    private static String authorized(RawPeer pbx, String method, boolean proxy) {
        String nonce = "n" + System.nanoTime();
        String first = pbx.receive(method + " ");
        String ask = "Digest realm=\"pbx\", nonce=\"" + nonce + "\", algorithm=SHA-256, qop=\"auth\"";
        pbx.send(Scene.ok(first)
                .replace("200 OK", proxy ? "407 Proxy Authentication Required" : "401 Unauthorized")
                .replace("Content-Length", (proxy ? "Proxy" : "WWW") + "-Authenticate: " + ask
                        + "\r\nContent-Length"));
        long sequence = sequence(first) + 1;
        String second = pbx.receive(method + " ", "CSeq: " + sequence + " " + method);
        String given = RawPeer.header(second, proxy ? "Proxy-Authorization" : "Authorization");
        String uri = second.split(" ", 3)[1];
        String cnonce = given.replaceFirst(".*cnonce=\"([^\"]*)\".*", "$1");
        assertThat(given.replace(",", ", "))
                .isEqualTo(DigestAnswer.of(Challenge.first(List.of(ask)).orElseThrow(), ACCOUNT, method, uri,
                        1, cnonce))
                .doesNotContain("s3cret");
        assertThat(RawPeer.header(second, "Call-ID")).isEqualTo(RawPeer.header(first, "Call-ID"));
        assertThat(RawPeer.header(second, "To")).isEqualTo(RawPeer.header(first, "To"));
        assertThat(RawPeer.body(second)).isEqualTo(RawPeer.body(first));
        return second;
    }

    private static long sequence(String request) {
        return Long.parseLong(RawPeer.header(request, "CSeq").replaceFirst(" .*", ""));
    }

    private static Bench bench() {
        return new Bench(s -> Bench.settings(List.of(Bench.peer().with(SipTrunk.PLAIN.withAccount(ACCOUNT))))
                .withTimers(new SessionTimers(Duration.ofSeconds(3), Duration.ofSeconds(1))),
                call -> call.answer(Bench.ANSWER));
    }

    private static Scene up(RawPeer pbx, String... extra) {
        Scene scene = new Scene(pbx);
        pbx.send(scene.invite(Bench.SDP, extra));
        scene.heard(pbx.receive("SIP/2.0 200 "));
        pbx.send(scene.ack(""));
        return scene;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUnaskedLampIsTold(boolean proxy) throws Exception {
        try (Bench bench = bench(); RawPeer pbx = bench.peer(Transport.UDP)) {
            CompletableFuture<Mwi.Result> result = CompletableFuture
                    .supplyAsync(() -> bench.endpoint.mwi().notify(new Mwi.Notice(
                            SipUri.of("4101", "127.0.0.1", pbx.port()), UM, ONE), RawPeer.PATIENCE),
                            Thread::startVirtualThread);

            pbx.send(Scene.ok(authorized(pbx, "NOTIFY", proxy)));

            assertThat(result.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Mwi.Outcome.ACCEPTED);
        }
    }

    @Test
    void aLampThatWasSubscribedIsToldAndTheNextOneCountsOn() throws Exception {
        BlockingQueue<Mwi.Subscription> subscriptions = new LinkedBlockingQueue<>();
        try (Bench bench = bench(); RawPeer phone = bench.peer(Transport.UDP)) {
            bench.endpoint.mwi().onSubscribe(handler(subscriptions));
            Scene scene = new Scene(phone);
            phone.send(scene.request("SUBSCRIBE", "", "Event: message-summary", "Expires: 3600"));
            scene.heard(phone.receive("SIP/2.0 200 "));

            String first = authorized(phone, "NOTIFY", false);
            assertThat(RawPeer.header(first, "CSeq")).isEqualTo("2 NOTIFY");
            phone.send(Scene.ok(first));
            Mwi.Subscription subscription = subscriptions.poll(30, TimeUnit.SECONDS);
            assertThat(subscription).isNotNull();
            subscription.update(MessageSummary.of("", new MwiCounts(2, 0, 0, 0)));

            assertThat(RawPeer.header(phone.receive("NOTIFY ", "Voice-Message: 2/0"), "CSeq")).isEqualTo("3 NOTIFY");
        }
    }

    @Test
    void aTransferIsAskedForAndTheByeBehindItCountsOn() throws Exception {
        try (Bench bench = bench(); RawPeer pbx = bench.peer(Transport.UDP)) {
            Scene scene = up(pbx);
            Call call = confirmed(bench);
            CompletableFuture<Transfer> transfer = CompletableFuture.supplyAsync(() -> call.transfer(
                    SipUri.parse("sip:4200@127.0.0.1"), Optional.of(UM), RawPeer.PATIENCE),
                    Thread::startVirtualThread);

            String refer = authorized(pbx, "REFER", true);
            pbx.send(Scene.ok(refer).replace("200 OK", "202 Accepted"));
            pbx.send(scene.next("NOTIFY", "SIP/2.0 200 OK\r\n", "Event: refer",
                    "Subscription-State: terminated;reason=noresource")
                    .replace("application/sdp", "message/sipfrag;version=2.0"));

            String bye = authorized(pbx, "BYE", true);
            pbx.send(Scene.ok(bye));
            assertThat(RawPeer.header(bye, "CSeq")).isEqualTo("4 BYE");
            assertThat(transfer.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Transfer.Outcome.DONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"'INVITE, ACK, BYE, UPDATE',UPDATE", "'INVITE, ACK, BYE',INVITE"})
    void theSessionIsRefreshedAndTheByeCountsOn(String allowed, String method) {
        try (Bench bench = bench(); RawPeer pbx = bench.peer(Transport.UDP)) {
            up(pbx, "Allow: " + allowed, "Supported: timer", "Session-Expires: 3;refresher=uas");
            Call call = confirmed(bench);

            String refresh = authorized(pbx, method, false);
            boolean invite = method.equals("INVITE");
            pbx.send(Scene.ok(refresh).replace("Content-Length", "Session-Expires: 3;refresher=uas\r\n"
                    + "Contact: <sip:pbx@127.0.0.1:" + pbx.port() + ">\r\nContent-Length"));
            if (invite) {
                assertThat(RawPeer.header(pbx.receive("ACK ", "CSeq: 2 "), "CSeq")).isEqualTo("2 ACK");
            }

            assertThat(call.ended()).isEmpty();
            call.hangup();
            assertThat(RawPeer.header(authorized(pbx, "BYE", false), "CSeq")).isEqualTo("4 BYE");
        }
    }

    @Test
    void aRefreshThatIsRefusedWithCredentialsIsNotAskedForForEver() {
        try (Bench bench = bench(); RawPeer pbx = bench.peer(Transport.UDP)) {
            up(pbx, "Allow: UPDATE", "Supported: timer", "Session-Expires: 3;refresher=uas");
            Call call = confirmed(bench);
            String again = authorized(pbx, "UPDATE", false);
            pbx.send(Scene.ok(again).replace("200 OK", "401 Unauthorized").replace("Content-Length",
                    "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"another\"\r\nContent-Length"));

            Optional<String> more = pbx.receive(Duration.ofMillis(700));
            while (more.isPresent()) { // at most the second once more
                assertThat(RawPeer.header(more.get(), "CSeq")).as("a third try")
                        .isEqualTo(RawPeer.header(again, "CSeq"));
                more = pbx.receive(Duration.ofMillis(700));
            }
            assertThat(call.ended()).isEmpty();
        }
    }

    @Test
    void aReliableAnswerIsAcknowledgedAndTheByeCountsOn() {
        try (Bench bench = bench(); RawPeer pbx = bench.peer(Transport.UDP)) {
            OutgoingCall call = bench.endpoint
                    .call(new OutgoingRequest(SipUri.of("4200", "127.0.0.1", pbx.port()), UM, Bench.SDP, List.of()));
            String invite = authorized(pbx, "INVITE", false);
            String tagged = Scene.ok(invite).replaceFirst("(To: [^;\\r]*)\r\n", "$1;tag=op\r\n").replace(
                    "Content-Length",
                    "Contact: <sip:op@127.0.0.1:" + pbx.port() + ">\r\nContent-Length");
            pbx.send(tagged.replace("200 OK", "183 Session Progress").replace("Content-Length",
                    "Require: 100rel\r\nRSeq: 77\r\nContent-Length"));
            pbx.send(Scene.ok(authorized(pbx, "PRACK", false)));
            pbx.send(tagged);
            assertThat(call.awaitAnswer(RawPeer.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(RawPeer.header(pbx.receive("ACK ", "tag=op"), "CSeq")).isEqualTo("2 ACK");

            call.hangup();

            assertThat(RawPeer.header(authorized(pbx, "BYE", false), "CSeq")).isEqualTo("6 BYE");
            assertThat(call.ended()).contains(CallEnd.LOCAL_HANGUP);
        }
    }

    /** The call, once the ACK has been seen. */
    private static Call confirmed(Bench bench) {
        Call call = bench.call();
        call.awaitRemoteAnswer(RawPeer.PATIENCE);
        return call;
    }

    private static Mwi.SubscriptionHandler handler(BlockingQueue<Mwi.Subscription> subscriptions) {
        return new Mwi.SubscriptionHandler() {
            @Override
            public SipStatus authorize(Mwi.Subscription wanted) {
                return SipStatus.OK;
            }

            @Override
            public MessageSummary current(Mwi.Subscription subscription) {
                subscriptions.add(subscription);
                return ONE;
            }

            @Override
            public void ended(Mwi.Subscription subscription) {
                subscriptions.clear();
            }
        };
    }
}
