package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.voxpost.demo.Ear.SPEECH;
import static org.voxpost.demo.Ear.speech;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.sip.SipStatus;

/** Callers that do what telephones seldom do, and what others do to them. */
@Timeout(180)
class StubbornCallerTest {
    @TempDir
    static Path directory;
    private static Site site;
    private static Ear ear;

    @BeforeAll
    static void start() throws IOException {
        site = Site.start(directory);
        ear = new Ear(directory);
    }

    @AfterAll
    static void stop() {
        site.close();
        ear.close();
    }

    @Test
    void anInviteWithoutAnOfferGetsOursAndIsAnsweredInTheAck() throws Exception {
        var owner = site.owner();
        try (var caller = new BareTelephone(site.sipPort(), owner)) {
            caller.invite("");
            assertThat(caller.awaitFinal("INVITE")).isEqualTo(200);
            assertThat(caller.remoteSdp()).contains("m=audio");
            caller.ack(caller.sdp());
            caller.awaitBeep();
            caller.speak(SPEECH);
            caller.bye();
            assertThat(caller.awaitFinal("BYE")).isEqualTo(200);
        }

        assertThat(ear.match(site, owner, SPEECH)).matches(AudioMatch::complete);
    }

    @Test
    void aCallerWhoseAckNeverComesIsCutOffAndHisMessageKept() throws Exception {
        var owner = site.owner();
        try (var caller = new BareTelephone(site.sipPort(), owner)) {
            caller.invite(caller.sdp());
            assertThat(caller.awaitFinal("INVITE")).isEqualTo(200);
            caller.awaitBeep();
            caller.speak(SPEECH);
            caller.awaitBye();
        }

        assertThat(ear.match(site, owner, SPEECH)).matches(AudioMatch::complete);
    }

    /** From together with the INVITE to well behind the 200, which on loopback comes after a few milliseconds. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 8, 16, 32, 64, 250})
    void aCallThatIsCancelledIsAMissedCallWheneverTheCancelComes(int afterMs) throws Exception {
        var owner = site.owner();
        try (var caller = new BareTelephone(site.sipPort(), owner);
                var clock = Executors.newSingleThreadScheduledExecutor()) {
            caller.invite(caller.sdp());
            clock.schedule(() -> {
                caller.cancel();
                return true;
            }, afterMs, TimeUnit.MILLISECONDS).get();

            int outcome = caller.awaitFinal("INVITE");
            assertThat(outcome).isIn(200, 487);
            if (outcome == 487) {
                caller.ackRefusal();
            } else { // the 200 crossed the CANCEL: whoever sent it has to hang up (RFC 3261, 9.1 and 15)
                caller.ack("");
                caller.bye();
                assertThat(caller.awaitFinal("BYE")).isEqualTo(200);
            }
        }

        Ear.assertMissedCall(site, owner);
    }

    @Test
    void whatAStrangerSendsToTheCallersPortIsNotRecorded() throws Exception {
        var owner = site.owner();
        try (var stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"));
                PhoneCall call = site.dialDiverted(owner)) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
            InetSocketAddress target = BareTelephone.rtpAddress(call.remoteSdp().orElseThrow());
            assertThat(call.awaitBeep(Site.PATIENCE)).isTrue();
            var disturbing = CompletableFuture.runAsync(() -> {
                try {
                    BareTelephone.speak(stranger, target, speech(3), new AtomicInteger(20_000));
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }, Thread::startVirtualThread);
            call.speak(SPEECH);
            disturbing.join();
        }

        AudioMatch match = ear.match(site, owner, SPEECH);
        assertThat(match).matches(AudioMatch::complete);
        assertThat(ear.match(site, owner, speech(3)).whole()).isLessThan(0.5);
    }

    @Test
    void aCallerWhoSaysNothingIsAMissedCall() throws Exception {
        var owner = site.owner();
        try (PhoneCall call = site.dialDiverted(owner)) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(call.awaitBeep(Site.PATIENCE)).isTrue();
            call.speak(new short[12_000]);
        }

        Ear.assertMissedCall(site, owner);
    }

    @Test
    void aMessageIsNoMissedCallToo() throws Exception {
        var owner = site.owner();

        Ear.leaveMessage(site, owner, Telephone.G711, SPEECH);

        site.arrival(owner);
        await().during(1, TimeUnit.SECONDS).atMost(Site.PATIENCE)
                .untilAsserted(() -> assertThat(site.inbox(owner)).singleElement()
                        .returns(ItemKind.CALL_ANSWERING.messageClass(), ItemSummary::messageClass));
    }
}
