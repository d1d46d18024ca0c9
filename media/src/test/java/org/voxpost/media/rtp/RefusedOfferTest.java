package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts.UnacceptableOffer;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.PromptLibrary;

class RefusedOfferTest {
    private static final String VIDEO = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=video 4000 RTP/AVP 96\r\n";
    private static final String AUDIO = VIDEO.replace("video 4000 RTP/AVP 96", "audio 4000 RTP/AVP 0");

    private static int freePair() throws Exception {
        try (var probe = new DatagramSocket()) {
            return probe.getLocalPort() & ~1;
        }
    }

    @Test
    void anOfferThatIsRefusedCostsNoPort() throws Exception {
        int port = freePair();
        var settings = new MediaSettings("127.0.0.1", "", port, port + 1, 1, Duration.ofHours(1));
        try (RtpMediaPorts ports = RtpMediaPorts.start(settings, PromptLibrary.shipped())) {
            assertThatThrownBy(() -> ports.open(VIDEO, MediaPeer.PLAIN)).isInstanceOf(UnacceptableOffer.class);

            try (MediaSession session = ports.open(AUDIO, MediaPeer.PLAIN)) {
                assertThat(session.localSdp()).contains("m=audio " + port + " ");
            }
        }
    }
}
