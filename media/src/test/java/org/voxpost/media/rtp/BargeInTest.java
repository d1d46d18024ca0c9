package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSession.Playing;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;

/**
 * Counted in packets, so that it holds on whatever machine: of a prompt one packet may go out behind a key, since the sockets are
 * emptied in each packet time, and none once the key is read: less than 40 ms.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class BargeInTest {
    private static final Prompt LONG = new Prompt(List.of(new Prompt.Tone(600, 20_000, -12)));

    private final DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);

    private boolean sounds() {
        for (int i = 12; i < packet.getLength(); i++) {
            if ((packet.getData()[i] & 0x7F) < 0x60) {
                return true; // µ-law far from silence
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13}) // sockets that were emptied less often would show at one of these
    void aKeyLeavesAtMostOneMorePacketOfThePrompt(int before) throws Exception {
        try (MediaPorts ports = RtpMediaPorts.start(new MediaSettings("127.0.0.1", "", 0, 0, 1, Duration.ZERO),
                PromptLibrary.shipped());
                var peer = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            MediaSession media = ports.open("""
                    v=0
                    c=IN IP4 127.0.0.1
                    m=audio %d RTP/AVP 0 101
                    a=rtpmap:101 telephone-event/8000
                    """.formatted(peer.getLocalPort()), MediaPeer.PLAIN);
            int port = Integer.parseInt(media.localSdp().replaceFirst("(?s).*m=audio (\\d+).*", "$1"));
            media.playUntilKey(LONG);
            int heard = 0;
            while (heard < before) {
                peer.receive(packet);
                heard++;
                assertThat(sounds()).isTrue();
            }

            ByteBuffer key = ByteBuffer.allocate(16);
            RtpPacket.writeHeader(key, true, 101, 1, 1000, 42);
            new TelephoneEvent(5, false, 10, 160).write(key);
            peer.send(new DatagramPacket(key.array(), 16, InetAddress.getLoopbackAddress(), port));
            long sentWhenPressed = media.statistics().packetsSent() + 1; // the counter is written behind the packet

            assertThat(media.awaitPlayed(true)).isEqualTo(Playing.KEY);
            int silent = 0;
            while (silent < 2) { // ten packets of silence a second
                peer.receive(packet);
                heard += sounds() ? 1 : 0;
                silent += sounds() ? 0 : 1;
            }
            assertThat(heard).isLessThanOrEqualTo((int) sentWhenPressed + 1);
            assertThat(media.nextKey(Duration.ZERO)).contains(new Key('5'));
        }
    }
}
