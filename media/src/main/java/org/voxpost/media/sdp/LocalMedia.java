package org.voxpost.media.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.voxpost.media.codec.Codec;

/**
 * Our end of the audio.
 *
 * @param address as advertised
 * @param rtpPort even; RTCP is on the next
 * @param sessionId of the {@code o=} line
 * @param version of the {@code o=} line; grows with every new offer or answer in a call
 * @param codecs we speak, preferred first
 * @param ownOrder true: our order decides; false: the offerer's
 */
public record LocalMedia(InetAddress address, int rtpPort, long sessionId, long version, List<Codec> codecs,
        boolean ownOrder) {
    public LocalMedia {
        codecs = List.copyOf(codecs);
    }

    /** The same with the next version. */
    public LocalMedia next() {
        return new LocalMedia(address, rtpPort, sessionId, version + 1, codecs, ownOrder);
    }

    String family() {
        return address instanceof Inet6Address ? "IP6" : "IP4";
    }

    /** The lines before the first {@code m=}. */
    String head() {
        String host = address.getHostAddress();
        int scope = host.indexOf('%');
        String plain = scope < 0 ? host : host.substring(0, scope);
        return """
                v=0\r
                o=- %d %d IN %s %s\r
                s=-\r
                c=IN %s %s\r
                t=0 0\r
                """.formatted(sessionId, version, family(), plain, family(), plain);
    }
}
