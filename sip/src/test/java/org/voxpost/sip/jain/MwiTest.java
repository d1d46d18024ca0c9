package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.Mwi.Subscription;
import org.voxpost.sip.MwiCounts;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** Lamps over real sockets. */
@Timeout(120)
class MwiTest {
    private static final MessageSummary ONE = MessageSummary.of("sip:8000@127.0.0.1", new MwiCounts(1, 0, 0, 0));
    private final BlockingQueue<Subscription> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Subscription> ended = new LinkedBlockingQueue<>();

    @Test
    void aSubscriberIsToldAtOnceThenOnceASecondAndWhenItLeaves() throws InterruptedException {
        try (Bench bench = Bench.answering(); RawPeer phone = bench.peer(Transport.UDP)) {
            bench.endpoint.mwi().onSubscribe(handler(SipStatus.OK));
            Scene scene = new Scene(phone);

            long start = System.nanoTime();
            phone.send(scene.request("SUBSCRIBE", "", "Event: message-summary", "Expires: 2147483647"));

            String ok = scene.heard(phone.receive("SIP/2.0 200 "));
            assertThat(RawPeer.header(ok, "Expires")).isEqualTo("86400");
            String first = phone.receive("NOTIFY ");
            assertThat(first).contains("Event: message-summary").contains("Subscription-State: active;expires=");
            assertThat(RawPeer.body(first)).isEqualTo(ONE.encode());
            phone.send(Scene.ok(first));

            Subscription subscription = accepted.poll(30, TimeUnit.SECONDS);
            assertThat(subscription).isNotNull();
            for (int unread = 2; unread <= 5; unread++) {
                subscription.update(MessageSummary.of("", new MwiCounts(unread, 0, 0, 0)));
            }
            String coalesced = phone.receive("NOTIFY ", "Voice-Message: 5/0");
            phone.send(Scene.ok(coalesced));
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds(); // 1, unless the machine is busy
            assertThat(Long.parseLong(RawPeer.header(coalesced, "CSeq").split(" ")[0])).as("once a second")
                    .isLessThanOrEqualTo(1 + seconds);

            phone.send(scene.next("SUBSCRIBE", "", "Event: message-summary", "Expires: 0"));
            String last = phone.receive("NOTIFY ", "terminated");
            phone.send(Scene.ok(last));
            assertThat(ended.poll(30, TimeUnit.SECONDS)).isSameAs(subscription);
        }
    }

    @Test
    void aSubscriberThatDoesNotKnowTheSubscriptionAnyMoreIsForgotten() throws InterruptedException {
        try (Bench bench = Bench.answering(); RawPeer phone = bench.peer(Transport.UDP)) {
            bench.endpoint.mwi().onSubscribe(handler(SipStatus.OK));
            phone.send(new Scene(phone).request("SUBSCRIBE", "", "Event: message-summary"));

            String notify = phone.receive("NOTIFY ");
            phone.send(Scene.ok(notify).replace("200 OK", "481 Gone"));

            assertThat(ended.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"presence,3600,489,Allow-Events: message-summary", "message-summary,5,423,Min-Expires: 60",
            "message-summary,3600,403,Forbidden"})
    void whatCannotBeSubscribedIsRefused(String event, int expires, int status, String part) {
        try (Bench bench = Bench.answering(); RawPeer phone = bench.peer(Transport.UDP)) {
            bench.endpoint.mwi().onSubscribe(handler(SipStatus.FORBIDDEN));

            phone.send(new Scene(phone).request("SUBSCRIBE", "", "Event: " + event, "Expires: " + expires));

            assertThat(phone.receive("SIP/2.0 4")).startsWith("SIP/2.0 " + status).contains(part);
        }
    }

    @Test
    void nobodyToDecideMeansNotFound() {
        try (Bench bench = Bench.answering(); RawPeer phone = bench.peer(Transport.UDP)) {
            phone.send(new Scene(phone).request("SUBSCRIBE", "", "Event: message-summary"));

            assertThat(phone.receive("SIP/2.0 4")).startsWith("SIP/2.0 404");
        }
    }

    @ParameterizedTest
    @CsvSource({"200,ACCEPTED", "404,UNKNOWN_EXTENSION", "405,UNSUPPORTED", "403,REFUSED", "503,TRY_LATER"})
    void anUnaskedNoticeSaysWhatBecameOfIt(int status, Mwi.Outcome outcome) {
        try (Bench bench = Bench.answering(); RawPeer pbx = RawPeer.udp(bench.port(Transport.UDP))) {
            Thread.startVirtualThread(() -> {
                String notify = pbx.receive("NOTIFY ");
                pbx.send(Scene.ok(notify).replace("200 OK", status + " Said\r\nRetry-After: 7"));
            });

            Mwi.Result result = bench.endpoint.mwi().notify(notice(pbx), RawPeer.PATIENCE);

            assertThat(result.outcome()).isEqualTo(outcome);
            assertThat(result.status().code()).isEqualTo(status);
            assertThat(result.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    @Test
    void aPeerThatSays481IsAskedInTheOtherForm() {
        try (Bench bench = Bench.answering(); RawPeer pbx = RawPeer.udp(bench.port(Transport.UDP))) {
            Thread.startVirtualThread(() -> {
                pbx.send(Scene.ok(pbx.receive("NOTIFY ", "State: active")).replace("200 OK", "481 No"));
                pbx.send(Scene.ok(pbx.receive("NOTIFY ", "terminated;reason=noresource")));
            });

            assertThat(bench.endpoint.mwi().notify(notice(pbx), RawPeer.PATIENCE).outcome())
                    .isEqualTo(Mwi.Outcome.ACCEPTED);
        }
    }

    private static Mwi.Notice notice(RawPeer pbx) {
        return new Mwi.Notice(SipUri.of("4101", "127.0.0.1", pbx.port()), SipAddress.parse("sip:8000@127.0.0.1"), ONE);
    }

    private Mwi.SubscriptionHandler handler(SipStatus decision) {
        return new Mwi.SubscriptionHandler() {
            @Override
            public SipStatus authorize(Subscription wanted) {
                assertThat(wanted.mailbox().user()).isEqualTo("8000");
                return decision;
            }

            @Override
            public MessageSummary current(Subscription subscription) {
                accepted.add(subscription);
                return ONE;
            }

            @Override
            public void ended(Subscription subscription) {
                ended.add(subscription);
            }
        };
    }
}
