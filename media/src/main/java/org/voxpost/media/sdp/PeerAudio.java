package org.voxpost.media.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.voxpost.media.codec.Codec;

/** The peer's audio stream, read as far as codecs, keys and addresses go; the same for its offers and answers. */
record PeerAudio(SessionDescription whole, MediaDescription stream) {
    private static final int DEFAULT_PTIME_MS = 20;
    private static final String EVENTS = "telephone-event";

    /** Payload types in the peer's order with the codecs of ours they stand for. */
    Map<Integer, Codec> codecs() {
        var codecs = new LinkedHashMap<Integer, Codec>();
        for (String format : stream.formats()) {
            payloadType(format).ifPresent(type -> codecOf(format, type).ifPresent(codec -> codecs.put(type, codec)));
        }
        return codecs;
    }

    private Optional<Codec> codecOf(String format, int type) {
        return stream.attributeOf("rtpmap", format)
                .map(map -> Codec.named(encodingName(map), clockOf(map)))
                .orElseGet(() -> Codec.ofStaticPayloadType(type));
    }

    /** The payload type of telephone events, of the codec's clock rate if there are several (RFC 4733, 2.1). */
    OptionalInt events(Codec codec) {
        OptionalInt any = OptionalInt.empty();
        for (String format : stream.formats()) {
            Optional<String> map = stream.attributeOf("rtpmap", format)
                    .filter(value -> encodingName(value).equalsIgnoreCase(EVENTS));
            OptionalInt type = payloadType(format);
            if (map.isPresent() && type.isPresent()) {
                if (clockOf(map.get()) == codec.clockHz()) {
                    return type;
                }
                any = any.isPresent() ? any : type;
            }
        }
        return any;
    }

    /** The clock rate of that payload type's events. */
    int clockOfEvents(int type) {
        return stream.attributeOf("rtpmap", Integer.toString(type)).map(PeerAudio::clockOf).orElse(8000);
    }

    /** Whether it knows comfort noise of 8000 Hz, whose payload type is static (RFC 3389, 4). */
    boolean comfortNoise() {
        return stream.formats().contains("13");
    }

    int ptimeMs() {
        int asked = number(stream.attribute("ptime"), DEFAULT_PTIME_MS);
        int most = number(stream.attribute("maxptime"), 60);
        int usable = asked >= 10 && asked <= 60 && asked % 10 == 0 ? asked : DEFAULT_PTIME_MS;
        return most >= 10 && most < usable ? most / 10 * 10 : usable;
    }

    boolean rtcpMux() {
        return stream.attribute("rtcp-mux").isPresent();
    }

    /** Where its RTP is received; empty for the old form of hold (RFC 3264, 8.4). */
    Optional<InetSocketAddress> rtp(boolean ip6) {
        String text = whole.addressOf(stream).orElseThrow(() -> new SdpException("SDP without a c= line"));
        return address(text, ip6).map(address -> new InetSocketAddress(address, stream.port()));
    }

    /** Where its reports are received: a=rtcp (RFC 3605), the audio's port with rtcp-mux, or the next port. */
    Optional<InetSocketAddress> rtcp(boolean ip6) {
        Optional<InetSocketAddress> rtp = rtp(ip6);
        if (rtp.isEmpty() || rtcpMux()) {
            return rtp;
        }
        int next = Math.min(65535, stream.port() + 1);
        Optional<String> said = stream.attribute("rtcp");
        if (said.isEmpty()) {
            return Optional.of(new InetSocketAddress(rtp.get().getAddress(), next));
        }
        String[] line = said.get().split("\\s+");
        int port = number(Optional.of(line[0]), next);
        InetAddress sameHost = rtp.get().getAddress();
        InetAddress host = line.length == 4 ? address(line[3], ip6).orElse(sameHost) : sameHost;
        return port > 65535 ? Optional.empty() : Optional.of(new InetSocketAddress(host, port));
    }

    private static Optional<InetAddress> address(String text, boolean ip6) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new SdpException("c= line with a name or a malformed address; only IP addresses are taken");
        }
        if (address.isAnyLocalAddress()) {
            return Optional.empty();
        }
        if (address instanceof Inet6Address != ip6) {
            throw new SdpException("media at an " + (ip6 ? "IPv4" : "IPv6") + " address, ours is "
                    + (ip6 ? "IPv6" : "IPv4"));
        }
        if (address.isMulticastAddress()) {
            throw new SdpException("media at a multicast address");
        }
        return Optional.of(address);
    }

    private static OptionalInt payloadType(String format) {
        OptionalInt type = Digits.read(format, 3);
        return type.isPresent() && type.getAsInt() <= 127 ? type : OptionalInt.empty();
    }

    private static String encodingName(String map) {
        int slash = map.indexOf('/');
        return (slash < 0 ? map : map.substring(0, slash)).strip();
    }

    private static int clockOf(String map) {
        String[] parts = map.split("/");
        return parts.length < 2 ? 8000 : number(Optional.of(parts[1]), 8000);
    }

    private static int number(Optional<String> text, int otherwise) {
        return text.isEmpty() ? otherwise : Digits.read(text.get().strip(), 6).orElse(otherwise);
    }
}
