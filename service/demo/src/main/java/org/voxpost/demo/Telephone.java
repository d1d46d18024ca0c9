package org.voxpost.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.rtp.RtpMediaPorts;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.jain.JainSipEndpoint;

/** A telephone on loopback that can place many calls at once. It takes none. */
public final class Telephone implements AutoCloseable {
    /** What every telephone speaks. */
    public static final MediaPeer G711 = new MediaPeer(List.of("PCMU", "PCMA"), List.of(), MediaPeer.Srtp.OFF);

    private static final int MOST_CALLS = 1000;
    /** Whoever we call may hang up: requests of strangers are refused, also within a call. */
    private static final SipPeer LOOPBACK = new SipPeer("loopback", List.of("127.0.0.0/8"), false, Set.of(),
            SipPeer.Pick.ORIGINAL, SipPeer.DEFAULT_ORDER, List.of());

    private final SipEndpoint sip;
    private final MediaPorts media;

    private Telephone(SipEndpoint sip, MediaPorts media) {
        this.sip = sip;
        this.media = media;
    }

    /** @param firstPort first port of its RTP range of 1,000, even */
    public static Telephone start(int firstPort) {
        MediaPorts media = RtpMediaPorts.start(
                new MediaSettings("127.0.0.1", "", firstPort, firstPort + 999, 1, Duration.ofSeconds(1)),
                PromptLibrary.shipped());
        var settings = new SipSettings(List.of(new SipListener(Transport.UDP, "127.0.0.1", 0),
                new SipListener(Transport.TCP, "127.0.0.1", 0)), "", "Voxpost-Telephone", List.of(LOOPBACK), MOST_CALLS,
                Duration.ofSeconds(32));
        return new Telephone(JainSipEndpoint.start(settings, call -> call.reject(SipStatus.BUSY_HERE)), media);
    }

    /**
     * Places a call that was diverted because {@code extension} did not answer, by a PBX that vouches for the caller.
     *
     * @param pbx where the call goes to, with its pilot number
     * @param from who calls
     */
    public PhoneCall dialDiverted(SipUri pbx, SipAddress from, String extension) {
        return dial(pbx, from,
                List.of(new HeaderLine("Diversion", "<sip:" + extension + "@127.0.0.1>;reason=no-answer;counter=1"),
                        new HeaderLine("P-Asserted-Identity", "<sip:" + from.uri().user() + "@127.0.0.1>")),
                G711);
    }

    /** Places a call with an offer of {@code codecs}. */
    public PhoneCall dial(SipUri target, SipAddress from, List<HeaderLine> headers, MediaPeer codecs) {
        MediaSession session = media.offer(codecs);
        return new PhoneCall(
                sip.call(new OutgoingRequest(target, from, withoutComfortNoise(session.localSdp()), headers)),
                session);
    }

    /** It wants to hear silence: the end of a beep is known by what follows. Payload type 13 is RFC 3389's. */
    private static String withoutComfortNoise(String offer) {
        return offer.replaceFirst("(m=audio [^\\r\\n]*) 13\\b", "$1");
    }

    /** Places a call with SDP of its own; an empty one is a late offer. There is no media. */
    public SipStatus dialWithSdp(SipUri target, SipAddress from, List<HeaderLine> headers, String sdp) {
        try (var call = sip.call(new OutgoingRequest(target, from, sdp, headers))) {
            return call.awaitAnswer(Duration.ofSeconds(10));
        }
    }

    /** Its SIP address for UDP. */
    public Optional<SipListener> listener() {
        return sip.listeners().stream().findFirst();
    }

    @Override
    public void close() {
        sip.close();
        media.close();
    }
}
