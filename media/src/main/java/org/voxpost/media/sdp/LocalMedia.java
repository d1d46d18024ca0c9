package org.voxpost.media.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.voxpost.media.MediaPeer.Srtp;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.srtp.MasterKey;
import org.voxpost.media.srtp.Suite;

/**
 * Our end of the audio.
 *
 * @param address as advertised
 * @param rtpPort even; RTCP is on the next
 * @param sessionId of the {@code o=} line
 * @param version of the {@code o=} line; grows with every new offer or answer in a call
 * @param codecs we speak, preferred first
 * @param ownOrder true: our order decides; false: the offerer's
 * @param srtp how encryption is treated
 * @param keys ours in this call, one for each suite we would take
 */
public record LocalMedia(InetAddress address, int rtpPort, long sessionId, long version, List<Codec> codecs,
        boolean ownOrder, Srtp srtp, Map<Suite, MasterKey> keys) {
    public LocalMedia {
        codecs = List.copyOf(codecs);
        keys = Map.copyOf(keys);
    }

    /** Without encryption. */
    public LocalMedia(InetAddress address, int rtpPort, long sessionId, long version, List<Codec> codecs,
            boolean ownOrder) {
        this(address, rtpPort, sessionId, version, codecs, ownOrder, Srtp.OFF, Map.of());
    }

    /** The same with the next version. */
    public LocalMedia next() {
        return new LocalMedia(address, rtpPort, sessionId, version + 1, codecs, ownOrder, srtp, keys);
    }

    /** The same with other codecs. */
    public LocalMedia speaking(List<Codec> others) {
        return new LocalMedia(address, rtpPort, sessionId, version, others, ownOrder, srtp, keys);
    }

    String family() {
        return address instanceof Inet6Address ? "IP6" : "IP4";
    }

    /** The lines before the first {@code m=}. */
    String head() {
        String host = address.getHostAddress();
        int scope = host.indexOf('%');
        String plain = scope < 0 ? host : host.substring(0, scope);
        String where = " IN " + family() + " " + plain + "\r\n";
        return "v=0\r\no=- " + sessionId + " " + version + where + "s=-\r\nc=" + where.substring(1) + "t=0 0\r\n";
    }
}
