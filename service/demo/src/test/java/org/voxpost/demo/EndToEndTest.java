package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.voxpost.demo.Ear.SPEECH;
import static org.voxpost.demo.Ear.leaveMessage;
import static org.voxpost.demo.Ear.speech;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import microsoft.exchange.webservices.data.core.ExchangeService;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.misc.ExchangeVersion;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.MapiPropertyType;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.service.item.EmailMessage;
import microsoft.exchange.webservices.data.credential.WebCredentials;
import microsoft.exchange.webservices.data.property.complex.FileAttachment;
import microsoft.exchange.webservices.data.property.definition.ExtendedPropertyDefinition;
import microsoft.exchange.webservices.data.search.ItemView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.ffmpeg.FfmpegTranscoder;
import org.voxpost.sip.SipStatus;

/** Calls in, mails out: a telephone, the service and the lab over sockets. */
@Timeout(180)
class EndToEndTest {
    /** What a person needs between two keys: half a second. */
    private static final short[] PAUSE = new short[4000];

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
    void whatWasSaidLiesInTheMailbox() throws Exception {
        var owner = site.owner();

        leaveMessage(site, owner, Telephone.G711, SPEECH);

        assertThat(ear.match(site, owner, SPEECH)).matches(AudioMatch::complete);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMA", "G722"})
    void otherCodecsAreTakenToo(String codec) throws Exception {
        var owner = site.owner();

        leaveMessage(site, owner, new MediaPeer(List.of(codec), List.of(), MediaPeer.Srtp.OFF), SPEECH);

        assertThat(ear.match(site, owner, SPEECH)).matches(AudioMatch::complete);
    }

    /** {@code com.microsoft.ews-java-api}, which we did not write. */
    @Test
    void microsoftsOwnClientReadsTheMessage() throws Exception {
        var owner = site.owner();
        leaveMessage(site, owner, Telephone.G711, SPEECH);
        site.arrival(owner);

        try (var exchange = new ExchangeService(ExchangeVersion.Exchange2010_SP2)) {
            exchange.setUrl(site.lab().ewsUrl());
            exchange.setCredentials(new WebCredentials(owner.mailbox().value(), "secret"));
            var properties = new PropertySet(BasePropertySet.FirstClassProperties);
            properties.add(new ExtendedPropertyDefinition(0x6801, MapiPropertyType.Integer)); // its length in seconds
            properties.add(new ExtendedPropertyDefinition(0x6802, MapiPropertyType.String)); // the caller's number
            EmailMessage message = EmailMessage.bind(exchange, exchange.findItems(WellKnownFolderName.Inbox,
                    new ItemView(10)).getItems().getFirst().getId(), properties);

            assertThat(message.getItemClass()).isEqualTo(ItemKind.CALL_ANSWERING.messageClass());
            assertThat(message.getIsRead()).isFalse();
            assertThat(message.getIsDraft()).isFalse();
            assertThat((Integer) message.getExtendedProperties().getPropertyAtIndex(0).getValue())
                    .as("with the pause before one speaks").isBetween(2, 4);
            assertThat(message.getExtendedProperties().getPropertyAtIndex(1).getValue()).isEqualTo("+14255550177");
            FileAttachment audio = (FileAttachment) message.getAttachments().getItems().getFirst();
            var bytes = new ByteArrayOutputStream();
            audio.load(bytes);
            Path file = Files.write(directory.resolve("theirs.mp3"), bytes.toByteArray());
            try (var transcoder = FfmpegTranscoder.start(1)) {
                assertThat(AudioMatch.of(SPEECH, Samples.of(transcoder.decodeGreeting(file, Duration.ofMinutes(1)))))
                        .matches(AudioMatch::complete);
            }
        }
    }

    @Test
    void theMenuLetsOneSpeakAgain() throws Exception {
        var owner = site.owner();
        try (PhoneCall call = site.dialDiverted(owner)) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(call.awaitBeep(Site.PATIENCE)).isTrue();
            call.speak(speech(1));
            call.press("#");
            call.speak(PAUSE);
            call.press("2");
            assertThat(call.awaitBeep(Site.PATIENCE)).isTrue();
            call.speak(speech(2));
            call.speak(PAUSE);
            call.press("#");
            call.speak(PAUSE);
            call.press("#");
            await().atMost(Site.PATIENCE).until(call::ended);
        }

        assertThat(ear.match(site, owner, speech(2))).matches(AudioMatch::complete);
        assertThat(site.inbox(owner)).hasSize(1);
    }

    @Test
    void hangingUpDuringTheGreetingIsAMissedCall() {
        var owner = site.owner();

        try (PhoneCall call = site.dialDiverted(owner)) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
        }

        Ear.assertMissedCall(site, owner);
    }

    @Test
    void aNumberWithoutMailboxIsNotFound() {
        try (PhoneCall call = site.dialDiverted(new Site.Owner("2999"))) {
            assertThat(call.awaitAnswer(Site.PATIENCE).code()).isEqualTo(404);
        }
    }

    @Test
    void anOfferOfG729AloneIsNotAcceptable() {
        String sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 29990 RTP/AVP 18\r\n";

        assertThat(site.telephone().dialWithSdp(site.pilot(), Site.CAROL, Site.divertedFrom(site.owner()), sdp).code())
                .isEqualTo(488);
    }

    @Test
    void callersAtTheSameTimeAreNotMixedUp() throws Exception {
        List<Site.Owner> owners = List.of(site.owner(), site.owner(), site.owner());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> calls = owners.stream().<Callable<Void>>map(owner -> () -> {
                leaveMessage(site, owner, Telephone.G711, speech(owners.indexOf(owner)));
                return null;
            }).toList();
            for (Future<Void> call : callers.invokeAll(calls)) {
                call.get();
            }
        }

        for (Site.Owner owner : owners) {
            assertThat(ear.match(site, owner, speech(owners.indexOf(owner)))).as(owner.extension())
                    .matches(AudioMatch::complete);
            assertThat(site.inbox(owner)).as(owner.extension()).hasSize(1);
        }
    }
}
