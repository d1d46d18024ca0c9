package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.Transcoder;
import org.voxpost.media.ffmpeg.FfmpegTranscoder;
import org.voxpost.sip.SipStatus;

/** What tests say into the telephone, and how they hear what came of it. */
final class Ear implements AutoCloseable {
    /** Two seconds of a person speaking. */
    static final short[] SPEECH = speech(0);

    private final Path directory;
    private final Transcoder transcoder = FfmpegTranscoder.start(1);

    Ear(Path directory) {
        this.directory = directory;
    }

    /** Two seconds of the same person, other words for every number from 0 to 3. */
    static short[] speech(int number) {
        int from = number * 10_000;
        return Arrays.copyOfRange(Samples.demoSpeech(), from, from + 16_000);
    }

    /** Dials, waits for the beep, speaks and hangs up. */
    static void leaveMessage(Site site, Site.Owner owner, MediaPeer codecs, short[] speech)
            throws InterruptedException {
        try (PhoneCall call = site.telephone().dial(site.pilot(), Site.CAROL, Site.divertedFrom(owner), codecs)) {
            assertThat(call.awaitAnswer(Site.PATIENCE)).isEqualTo(SipStatus.OK);
            assertThat(call.awaitBeep(Site.PATIENCE)).as("beep heard").isTrue();
            call.speak(speech);
        }
    }

    /** Waits for the message, fetches it, and compares what a player would play with what was spoken. */
    AudioMatch match(Site site, Site.Owner owner, short[] spoken) throws IOException, InterruptedException {
        ItemSummary item = site.arrival(owner);
        try (Mailbox mailbox = site.open(owner)) {
            Delivered delivered = Delivered.read(mailbox, item.id(), transcoder,
                    Files.createTempDirectory(directory, "fetched"));
            assertThat(delivered.message().summary().messageClass()).isEqualTo(ItemKind.CALL_ANSWERING.messageClass());
            assertThat(delivered.message().summary().read()).isFalse();
            assertThat(delivered.message().draft()).isFalse();
            return AudioMatch.of(spoken, delivered.samples());
        }
    }

    /** Waits until a call without a message was told to its owner, once. */
    static void assertMissedCall(Site site, Site.Owner owner) {
        await().atMost(Site.PATIENCE).untilAsserted(() -> assertThat(site.inbox(owner)).singleElement()
                .returns(ItemKind.MISSED_CALL.messageClass(), ItemSummary::messageClass));
    }

    @Override
    public void close() {
        transcoder.close();
    }
}
