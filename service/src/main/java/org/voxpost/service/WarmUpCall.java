package org.voxpost.service;

import java.time.Duration;
import java.util.List;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.rtp.RtpMediaPorts;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.jain.JainSipEndpoint;

/**
 * A caller in this process who leaves a message, so that the classes of a call are loaded once before a real one comes:
 * he cuts the greeting short with a key, speaks a shipped phrase and hangs up.
 */
final class WarmUpCall {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FIRST_RTP_PORT = 41_000;

    private WarmUpCall() {
    }

    /**
     * Places the call and hangs up.
     *
     * @param port where the service listens for SIP over UDP
     * @param extension whose mailbox is called
     */
    static SipStatus place(int port, String extension) {
        var settings = new SipSettings(List.of(new SipListener(Transport.UDP, "127.0.0.1", 0)), "", "Voxpost-Warm-up",
                List.of(), 1, PATIENCE);
        try (MediaPorts ports = RtpMediaPorts.start(new MediaSettings("127.0.0.1", "", FIRST_RTP_PORT,
                FIRST_RTP_PORT + 99, 1, Duration.ZERO), PromptLibrary.shipped());
                SipEndpoint sip = JainSipEndpoint.start(settings, call -> call.reject(SipStatus.BUSY_HERE));
                MediaSession media = ports.offer(MediaPeer.PLAIN);
                OutgoingCall call = sip.call(new OutgoingRequest(SipUri.of(extension, "127.0.0.1", port),
                        new SipAddress("", SipUri.of("1000", "127.0.0.1", 0)), media.localSdp(),
                        List.of(new HeaderLine("Diversion", "<sip:" + extension + "@127.0.0.1>;reason=no-answer"))))) {
            SipStatus status = call.awaitAnswer(PATIENCE);
            if (status.isSuccess()) {
                call.remoteSdp().ifPresent(media::acceptAnswer);
                media.sendKey(new Key('1'));
                media.play(Prompt.of("greeting-generic"));
                media.awaitPlayed(false);
            }
            return status;
        }
    }
}
