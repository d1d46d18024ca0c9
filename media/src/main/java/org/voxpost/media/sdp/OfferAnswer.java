package org.voxpost.media.sdp;

import java.net.Inet6Address;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.voxpost.media.MediaPeer.Srtp;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.srtp.CryptoLine;
import org.voxpost.media.srtp.MasterKey;
import org.voxpost.media.srtp.Suite;

/**
 * Offer and answer for one audio stream (RFC 3264): one codec and the telephone events are answered, under the offerer's
 * payload types, so that nothing changes in mid-call without being said.
 */
public final class OfferAnswer {
    private static final int OUR_EVENT_TYPE = 101;
    private static final int OUR_OPUS_EVENT_TYPE = 102; // their clock is their audio's (RFC 4733, 2.1)
    private static final int OPUS_PTIME_MS = 20; // what is played was encoded so
    private static final int COMFORT_NOISE = 13;

    private OfferAnswer() {
    }

    /**
     * Answers {@code offer}.
     *
     * @throws SdpException if it has no audio stream with a codec of ours
     */
    public static Agreement answer(SessionDescription offer, LocalMedia local) {
        ChosenAudio audio = ChosenAudio.of(offer, local.srtp());
        MediaDescription chosen = audio.media();
        PeerAudio peer = new PeerAudio(offer, chosen);
        Map<Integer, Codec> offered = peer.codecs();
        int type = bestOf(offered, local);
        AudioStream stream = agreed(peer, offered, local, type, offer.directionOf(chosen).reversed(), audio.crypto());
        var text = new StringBuilder(local.head());
        for (MediaDescription media : offer.media()) {
            text.append(media == chosen ? audioLines(audio, type, stream, local) : refused(media));
        }
        return new Agreement(text.toString(), stream);
    }

    /** Our own offer: all codecs, telephone events, both ways. */
    public static String offer(LocalMedia local) {
        String types = local.codecs()
                .stream()
                .map(codec -> Integer.toString(codec.payloadType()))
                .collect(Collectors.joining(" "));
        boolean opus = local.codecs().contains(Codec.OPUS);
        var text = new StringBuilder(local.head());
        text.append("m=audio %d %s %s %d %d%s\r\n".formatted(local.rtpPort(),
                local.srtp() == Srtp.REQUIRED ? "RTP/SAVP" : "RTP/AVP", types, COMFORT_NOISE, OUR_EVENT_TYPE,
                opus ? " " + OUR_OPUS_EVENT_TYPE : ""));
        local.codecs().forEach(codec -> text.append(rtpmap(codec.payloadType(), codec)));
        text.append(events(OUR_EVENT_TYPE, 8000));
        text.append(opus ? events(OUR_OPUS_EVENT_TYPE, Codec.OPUS.clockHz()) : "");
        local.keys()
                .values()
                .stream()
                .sorted(Comparator.comparing(MasterKey::suite))
                .forEach(key -> text.append(crypto(ourTag(key.suite()), key)));
        return text.append("a=ptime:20\r\na=rtcp-mux\r\na=sendrecv\r\n").toString();
    }

    /**
     * Takes the answer to {@link #offer}.
     *
     * @throws SdpException if it refuses the audio or chose no codec that we offered
     */
    public static Agreement accept(String ourOffer, SessionDescription answer, LocalMedia local) {
        ChosenAudio audio = ChosenAudio.of(answer, local.srtp());
        MediaDescription chosen = audio.media();
        PeerAudio peer = new PeerAudio(answer, chosen);
        Map<Integer, Codec> codecs = peer.codecs();
        int type = codecs.keySet()
                .stream()
                .findFirst()
                .orElseThrow(() -> new SdpException("the answer has no codec of ours"));
        audio.crypto().filter(line -> line.tag() != ourTag(line.key().suite())).ifPresent(line -> {
            throw new SdpException("the answer's key is for crypto line " + line.tag() + ", which was another suite");
        });
        AudioStream stream = agreed(peer, codecs, local, type, answer.directionOf(chosen).reversed(), audio.crypto());
        var receivable = new LinkedHashMap<>(stream.receivable());
        local.codecs().forEach(codec -> receivable.putIfAbsent(codec.payloadType(), codec));
        int ourEvents = stream.eventClockHz() == Codec.OPUS.clockHz() ? OUR_OPUS_EVENT_TYPE : OUR_EVENT_TYPE;
        OptionalInt events = stream.sendEventType().isPresent() ? OptionalInt.of(ourEvents) : OptionalInt.empty();
        return new Agreement(ourOffer,
                new AudioStream(stream.remote(), stream.remoteRtcp(), stream.rtcpMux(), stream.codec(),
                        stream.sendPayloadType(), receivable, stream.sendEventType(), events, stream.comfortNoise(),
                        stream.eventClockHz(),
                        stream.ptimeMs(),
                        stream.direction(), stream.sendKey(), stream.receiveKey()));
    }

    private static int bestOf(Map<Integer, Codec> offered, LocalMedia local) {
        List<Codec> order = local.ownOrder() ? local.codecs() : List.copyOf(offered.values());
        return order.stream()
                .filter(codec -> local.codecs().contains(codec) && offered.containsValue(codec))
                .findFirst()
                .flatMap(codec -> offered.entrySet()
                        .stream()
                        .filter(entry -> entry.getValue() == codec)
                        .map(Map.Entry::getKey)
                        .findFirst())
                .orElseThrow(() -> new SdpException("no codec of ours is offered"));
    }

    private static AudioStream agreed(PeerAudio peer, Map<Integer, Codec> offered, LocalMedia local, int type,
            Direction direction,
            Optional<CryptoLine> crypto) {
        boolean ip6 = local.address() instanceof Inet6Address;
        Map<Integer, Codec> receivable = new LinkedHashMap<>(offered);
        receivable.values().retainAll(local.codecs());
        Codec codec = offered.getOrDefault(type, Codec.PCMU);
        OptionalInt events = peer.events(codec);
        return new AudioStream(peer.rtp(ip6), peer.rtcp(ip6), peer.rtcpMux(), codec, type, receivable, events, events,
                codec.sampleByByte() && peer.comfortNoise(),
                events.stream().map(peer::clockOfEvents).findFirst().orElse(8000),
                codec.packets() ? OPUS_PTIME_MS : peer.ptimeMs(), direction,
                crypto.map(line -> ourKey(local, line)), crypto.map(CryptoLine::key));
    }

    private static MasterKey ourKey(LocalMedia local, CryptoLine theirs) {
        MasterKey key = local.keys().get(theirs.key().suite());
        if (key == null) {
            throw new SdpException("no key of ours for " + theirs.key().suite());
        }
        return key;
    }

    private static int ourTag(Suite suite) {
        return suite.ordinal() + 1;
    }

    private static String crypto(int tag, MasterKey key) {
        return "a=crypto:%s\r\n".formatted(key.cryptoLine(tag));
    }

    private static String audioLines(ChosenAudio audio, int type, AudioStream stream, LocalMedia local) {
        var formats = new StringBuilder().append(type);
        if (stream.comfortNoise()) {
            formats.append(' ').append(COMFORT_NOISE);
        }
        stream.receiveEventType().ifPresent(events -> formats.append(' ').append(events));
        var text = new StringBuilder("m=audio ").append(local.rtpPort()).append(' ').append(audio.media().protocol())
                .append(' ').append(formats).append("\r\n");
        text.append(rtpmap(type, stream.codec()));
        stream.receiveEventType().ifPresent(events -> text.append(events(events, stream.eventClockHz())));
        audio.crypto().ifPresent(line -> text.append(crypto(line.tag(), ourKey(local, line))));
        text.append("a=ptime:").append(stream.ptimeMs()).append("\r\n");
        if (stream.rtcpMux()) {
            text.append("a=rtcp-mux\r\n");
        }
        return text.append("a=").append(stream.direction().attribute()).append("\r\n").toString();
    }

    private static String rtpmap(int type, Codec codec) {
        String map = "a=rtpmap:" + type + " " + codec.rtpmap() + "\r\n";
        return map + codec.fmtp().map(text -> "a=fmtp:" + type + " " + text + "\r\n").orElse("");
    }

    private static String events(int type, int clockHz) {
        return "a=rtpmap:" + type + " telephone-event/" + clockHz + "\r\na=fmtp:" + type + " 0-15\r\n";
    }

    private static String refused(MediaDescription media) {
        return "m=%s 0 %s %s\r\n".formatted(media.type(), media.protocol(), String.join(" ", media.formats()));
    }
}
