package org.voxpost.media.sdp;

import java.net.Inet6Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.voxpost.media.codec.Codec;

/**
 * Offer and answer for one audio stream (RFC 3264): one codec and the telephone events are answered, under the offerer's
 * payload types, so that nothing changes in mid-call without being said.
 */
public final class OfferAnswer {
    private static final int OUR_EVENT_TYPE = 101;

    private OfferAnswer() {
    }

    /**
     * Answers {@code offer}.
     *
     * @throws SdpException if it has no audio stream with a codec of ours
     */
    public static Agreement answer(SessionDescription offer, LocalMedia local) {
        MediaDescription chosen = audioOf(offer);
        PeerAudio peer = new PeerAudio(offer, chosen);
        int type = bestOf(peer.codecs(), local);
        AudioStream stream = agreed(peer, local, type, offer.directionOf(chosen).reversed());
        var text = new StringBuilder(local.head());
        for (MediaDescription media : offer.media()) {
            text.append(media == chosen
                    ? audioLines(media.protocol(), List.of(type), stream, local)
                    : refused(media));
        }
        return new Agreement(text.toString(), stream);
    }

    /** Our own offer: all codecs, telephone events, both ways. */
    public static String offer(LocalMedia local) {
        String types = local.codecs()
                .stream()
                .map(codec -> Integer.toString(codec.payloadType()))
                .collect(Collectors.joining(" "));
        var text = new StringBuilder(local.head());
        text.append("m=audio %d RTP/AVP %s %d\r\n".formatted(local.rtpPort(), types, OUR_EVENT_TYPE));
        local.codecs().forEach(codec -> text.append(rtpmap(codec.payloadType(), codec)));
        text.append(events(OUR_EVENT_TYPE, 8000));
        return text.append("a=ptime:20\r\na=rtcp-mux\r\na=sendrecv\r\n").toString();
    }

    /**
     * Takes the answer to {@link #offer}.
     *
     * @throws SdpException if it refuses the audio or chose no codec that we offered
     */
    public static Agreement accept(String ourOffer, SessionDescription answer, LocalMedia local) {
        MediaDescription chosen = audioOf(answer);
        PeerAudio peer = new PeerAudio(answer, chosen);
        Map<Integer, Codec> codecs = peer.codecs();
        int type = codecs.keySet()
                .stream()
                .findFirst()
                .orElseThrow(() -> new SdpException("the answer has no codec of ours"));
        AudioStream stream = agreed(peer, local, type, answer.directionOf(chosen).reversed());
        var receivable = new LinkedHashMap<>(stream.receivable());
        local.codecs().forEach(codec -> receivable.putIfAbsent(codec.payloadType(), codec));
        OptionalInt events = stream.sendEventType().isPresent() ? OptionalInt.of(OUR_EVENT_TYPE) : OptionalInt.empty();
        return new Agreement(ourOffer,
                new AudioStream(stream.remote(), stream.remoteRtcp(), stream.rtcpMux(), stream.codec(),
                        stream.sendPayloadType(), receivable, stream.sendEventType(), events, stream.eventClockHz(),
                        stream.ptimeMs(),
                        stream.direction()));
    }

    private static MediaDescription audioOf(SessionDescription description) {
        List<MediaDescription> audio = description.media()
                .stream()
                .filter(media -> media.type().equals("audio") && media.port() != 0)
                .toList();
        if (audio.isEmpty()) {
            throw new SdpException("no audio stream");
        }
        return audio.stream()
                .filter(media -> media.protocol().equals("RTP/AVP") || media.protocol().equals("RTP/AVPF"))
                .findFirst()
                .orElseThrow(() -> new SdpException(
                        "audio over " + audio.getFirst().protocol().replaceAll("[^A-Za-z/]", "?") + " only"));
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

    private static AudioStream agreed(PeerAudio peer, LocalMedia local, int type, Direction direction) {
        boolean ip6 = local.address() instanceof Inet6Address;
        Map<Integer, Codec> receivable = new LinkedHashMap<>(peer.codecs());
        receivable.values().retainAll(local.codecs());
        Codec codec = peer.codecs().getOrDefault(type, Codec.PCMU);
        OptionalInt events = peer.events(codec);
        return new AudioStream(peer.rtp(ip6), peer.rtcp(ip6), peer.rtcpMux(), codec, type, receivable, events, events,
                events.stream().map(peer::clockOfEvents).findFirst().orElse(8000), peer.ptimeMs(), direction);
    }

    private static String audioLines(String protocol, List<Integer> types, AudioStream stream, LocalMedia local) {
        var formats = new StringBuilder();
        types.forEach(type -> formats.append(' ').append(type));
        stream.receiveEventType().ifPresent(type -> formats.append(' ').append(type));
        var text = new StringBuilder("m=audio %d %s%s\r\n".formatted(local.rtpPort(), protocol, formats));
        types.forEach(type -> text.append(rtpmap(type, stream.codec())));
        stream.receiveEventType().ifPresent(type -> text.append(events(type, stream.eventClockHz())));
        text.append("a=ptime:%d\r\n".formatted(stream.ptimeMs()));
        if (stream.rtcpMux()) {
            text.append("a=rtcp-mux\r\n");
        }
        return text.append("a=%s\r\n".formatted(stream.direction().attribute())).toString();
    }

    private static String rtpmap(int type, Codec codec) {
        return "a=rtpmap:%d %s/%d\r\n".formatted(type, codec.encodingName(), codec.clockHz());
    }

    private static String events(int type, int clockHz) {
        return "a=rtpmap:%d telephone-event/%d\r\na=fmtp:%d 0-15\r\n".formatted(type, clockHz, type);
    }

    private static String refused(MediaDescription media) {
        return "m=%s 0 %s %s\r\n".formatted(media.type(), media.protocol(), String.join(" ", media.formats()));
    }
}
