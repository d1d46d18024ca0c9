package org.voxpost.media;

import java.util.List;

/**
 * What is special about the other end's media.
 *
 * @param codecs encoding names in order of our preference, for example {@code PCMU}, {@code PCMA}, {@code G722}; empty:
 *            the offerer's order among all we know
 * @param mediaSources addresses or CIDR networks RTP may come from beside the SDP's address
 * @param srtp how encryption is treated
 * @param fax true if calling fax machines (CNG) are listened for
 */
public record MediaPeer(List<String> codecs, List<String> mediaSources, Srtp srtp, boolean fax) {
    public MediaPeer {
        codecs = List.copyOf(codecs);
        mediaSources = List.copyOf(mediaSources);
    }

    /** One whose fax machines nobody waits for. */
    public MediaPeer(List<String> codecs, List<String> mediaSources, Srtp srtp) {
        this(codecs, mediaSources, srtp, false);
    }

    public static final MediaPeer PLAIN = new MediaPeer(List.of(), List.of(), Srtp.OFF);

    /** Encryption policy; never a silent downgrade: REQUIRED without usable keys is {@link MediaPorts.UnacceptableOffer}. */
    public enum Srtp {
        OFF, OPTIONAL, REQUIRED
    }
}
