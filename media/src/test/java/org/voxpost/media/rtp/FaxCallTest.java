package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Conversation;
import org.voxpost.media.Conversation.FaxCalling;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.Recording;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.SessionConversation;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.tone.SineTone;

/** A caller that sends CNG, faster than its time stamps: nobody waits for seconds here. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class FaxCallTest {
    private static final Prompt LONG = new Prompt(List.of(new Prompt.Tone(600, 60_000, -12)));
    private static final RecordingLimits LIMITS = new RecordingLimits(Duration.ofMinutes(5), Duration.ofMinutes(1),
            Set.of());

    private final MediaPorts ports = RtpMediaPorts.start(new MediaSettings("127.0.0.1", "", 0, 0, 1, Duration.ZERO),
            PromptLibrary.shipped());

    private MediaSession answered(DatagramSocket caller, boolean fax) {
        return ports.open("v=0\nc=IN IP4 127.0.0.1\nm=audio " + caller.getLocalPort() + " RTP/AVP 0 101\n"
                + "a=rtpmap:101 telephone-event/8000\n",
                new MediaPeer(List.of(), List.of(), MediaPeer.Srtp.OFF, fax));
    }

    private static byte[] cng() {
        short[] burst = new SineTone(1100, 500, -15).samples(8000);
        var samples = new short[8000 * 9 / 2];
        System.arraycopy(burst, 0, samples, 0, burst.length);
        System.arraycopy(burst, 0, samples, 8000 * 7 / 2, burst.length);
        return LinearAudio.bytes(AudioFormat.Encoding.PCMU, samples);
    }

    private static void send(DatagramSocket caller, MediaSession to) throws Exception {
        int port = Integer.parseInt(to.localSdp().replaceFirst("(?s).*m=audio (\\d+).*", "$1"));
        byte[] audio = cng();
        for (int i = 0; i < audio.length / 160; i++) {
            ByteBuffer packet = ByteBuffer.allocate(172);
            RtpPacket.writeHeader(packet, false, 0, i, i * 160, 99);
            packet.put(audio, i * 160, 160);
            caller.send(new DatagramPacket(packet.array(), 172, InetAddress.getLoopbackAddress(), port));
            int sent = i + 1;
            if (sent % 50 == 0) {
                Awaitility.await().until(() -> to.statistics().packetsReceived() >= sent);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFaxMachineEndsWhatIsSaid(boolean interruptibly) throws Exception {
        try (ports; var caller = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            MediaSession media = answered(caller, true);
            Conversation talk = new SessionConversation(media);
            var saying = CompletableFuture.runAsync(() -> {
                if (interruptibly) {
                    talk.sayInterruptibly(LONG);
                } else {
                    talk.say(LONG);
                }
            }, Thread::startVirtualThread);

            send(caller, media);

            assertThatThrownBy(saying::join).hasCauseInstanceOf(FaxCalling.class);
            assertThat(media.fax()).isTrue();
            assertThatThrownBy(() -> talk.key(Duration.ofMinutes(1))).isInstanceOf(FaxCalling.class);
        }
    }

    @Test
    void aFaxMachineEndsARecordingAndTheNextOne() throws Exception {
        try (ports; var caller = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            MediaSession media = answered(caller, true);
            var recording = CompletableFuture.supplyAsync(() -> recorded(media), Thread::startVirtualThread);

            send(caller, media);

            assertThat(recording.join().ending()).isEqualTo(Ending.FAX);
            assertThat(recorded(media).ending()).isEqualTo(Ending.FAX);
        }
    }

    @Test
    void nobodyListensForItUnlessTold() throws Exception {
        try (ports; var caller = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            MediaSession media = answered(caller, false);

            send(caller, media);
            Awaitility.await().until(() -> media.statistics().packetsReceived() == 225);

            assertThat(media.fax()).isFalse();
        }
    }

    private static Recording recorded(MediaSession media) {
        var sink = new MemoryRecordingSink(1 << 20);
        sink.begin(media.recordingFormat());
        return media.record(sink, LIMITS);
    }
}
