package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.Transcoder;
import org.voxpost.media.ffmpeg.FfmpegTranscoder;
import org.voxpost.sip.SipStatus;

/** Calls in, mails out: a telephone, the service and the lab over sockets. */
@Timeout(240)
class EndToEndTest {
    private static final short[] SPEECH = Arrays.copyOf(Samples.demoSpeech(), 8000 * 3);

    private static final short[] PAUSE = new short[4000]; // what a person needs between two keys: half a second

    @TempDir
    static Path directory;
    private static Site site;
    private static Transcoder transcoder;

    @BeforeAll
    static void start() throws IOException {
        site = Site.start(directory);
        transcoder = FfmpegTranscoder.start(1);
    }

    @AfterAll
    static void stop() {
        site.close();
        transcoder.close();
    }

    @AfterEach
    void emptyMailboxes() {
        site.lab().faults().clear();
        site.lab().store().mailboxes().forEach(EndToEndTest::empty);
    }

    private static void empty(LabMailbox mailbox) {
        mailbox.allItems().forEach(item -> mailbox.delete(item.id()));
    }

    @Test
    void whatWasSaidLiesInTheMailbox() throws Exception {
        leaveMessage("2001", MediaPeer.PLAIN);

        assertThat(match("alice")).matches(AudioMatch::complete);
    }

    @Test
    void aLawIsTakenToo() throws Exception {
        leaveMessage("2001", new MediaPeer(List.of("PCMA"), List.of(), MediaPeer.Srtp.OFF));

        assertThat(match("alice")).matches(AudioMatch::complete);
    }

    @Test
    void theMenuLetsOneSpeakAgain() throws Exception {
        try (PhoneCall call = site.dialDiverted("2001")) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(call.awaitBeep(Site.PATIENCE)).isTrue();
            call.speak(new short[8000]);
            call.speak(Arrays.copyOf(SPEECH, 8000));
            call.press("#");
            call.speak(PAUSE);
            call.press("2");
            assertThat(call.awaitBeep(Site.PATIENCE)).isTrue();
            call.speak(SPEECH);
            call.press("#");
            call.speak(PAUSE);
            call.press("#");
            await().atMost(Site.PATIENCE).until(call::ended);
        }

        assertThat(match("alice")).matches(AudioMatch::complete);
        assertThat(site.inbox("alice")).hasSize(1);
    }

    @Test
    void hangingUpDuringTheGreetingIsAMissedCall() {
        try (PhoneCall call = site.dialDiverted("2001")) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
        }

        await().atMost(Site.PATIENCE).untilAsserted(() -> assertThat(site.inbox("alice")).singleElement()
                .returns(ItemKind.MISSED_CALL.messageClass(), ItemSummary::messageClass));
    }

    @Test
    void aNumberWithoutMailboxIsNotFound() {
        try (PhoneCall call = site.dialDiverted("2999")) {
            assertThat(call.awaitAnswer(Site.PATIENCE).code()).isEqualTo(404);
        }
    }

    @Test
    void anOfferOfG729AloneIsNotAcceptable() {
        String sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 29990 RTP/AVP 18\r\n";

        assertThat(site.telephone().dialWithSdp(site.pilot(), Site.carol(), Site.divertedFrom("2001"), sdp).code())
                .isEqualTo(488);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow=1500@CreateItem*1", "refuse*2", "cut=20@CreateItem*1", "lost@CreateItem*1",
            "503@CreateItem*1", "busy=100@CreateItem*1", "html@CreateItem*1",
            "badxml@CreateItem*1"})
    void whateverExchangeDoesTheMessageArrivesOnceAndTheCallerNoticesNothing(String fault) throws Exception {
        site.lab().faults().order(Fault.parse(fault));

        leaveMessage("2001", MediaPeer.PLAIN);

        assertThat(match("alice")).matches(AudioMatch::complete);
        await().during(2, TimeUnit.SECONDS).atMost(Site.PATIENCE)
                .untilAsserted(() -> assertThat(site.lab().store().mailbox(Site.ALICE).orElseThrow().allItems())
                        .filteredOn(item -> item.messageClass().startsWith("IPM.Note")).hasSize(1));
    }

    @Test
    void callersAtTheSameTimeAreNotMixedUp() throws Exception {
        List<String> extensions = List.of("2001", "2002", "2003");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> calls = extensions.stream().<Callable<Void>>map(extension -> () -> {
                leaveMessage(extension, MediaPeer.PLAIN, own(extension));
                return null;
            }).toList();
            for (Future<Void> call : callers.invokeAll(calls)) {
                call.get();
            }
        }

        for (var who : List.of("alice 2001", "bob 2002", "cleo 2003")) {
            String[] words = who.split(" ");
            assertThat(match(words[0], own(words[1])).whole()).as(who).isGreaterThan(0.9);
            assertThat(site.inbox(words[0])).as(who).hasSize(1);
        }
    }

    /** Speech of one's own for every extension: another second of the same person first. */
    private static short[] own(String extension) {
        short[] all = Samples.demoSpeech();
        int from = (extension.charAt(3) - '1') * 8000;
        return Arrays.copyOfRange(all, from, Math.min(all.length, from + 8000 * 3));
    }

    private static void leaveMessage(String extension, MediaPeer codecs) throws InterruptedException {
        leaveMessage(extension, codecs, SPEECH);
    }

    private static void leaveMessage(String extension, MediaPeer codecs, short[] speech) throws InterruptedException {
        try (PhoneCall call = site.telephone().dial(site.pilot(), Site.carol(), Site.divertedFrom(extension), codecs)) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(call.awaitBeep(Site.PATIENCE)).as("beep heard").isTrue();
            call.speak(speech);
        }
    }

    private static AudioMatch match(String who) throws Exception {
        return match(who, SPEECH);
    }

    private static AudioMatch match(String who, short[] speech) throws Exception {
        ItemSummary item = site.arrival(who).orElseThrow();
        try (Mailbox mailbox = site.mailbox(who)) {
            Delivered delivered = Delivered.read(mailbox, item.id(), transcoder, directory);
            assertThat(delivered.message().summary().messageClass()).isEqualTo(ItemKind.CALL_ANSWERING.messageClass());
            assertThat(delivered.message().summary().read()).isFalse();
            assertThat(delivered.message().draft()).isFalse();
            return AudioMatch.of(speech, delivered.samples());
        }
    }
}
