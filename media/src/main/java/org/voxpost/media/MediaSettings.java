package org.voxpost.media;

import java.time.Duration;

/**
 * What the media side must know at start.
 *
 * @param bindHost address the RTP sockets bind to
 * @param advertisedHost address in our SDP if it differs (NAT); empty for the bound one
 * @param firstPort first port of the range, even
 * @param lastPort last port of the range, inclusive
 * @param threads media threads; 0 for half the cores, at least one
 * @param portRest how long a closed port rests before it is given out again
 */
public record MediaSettings(String bindHost, String advertisedHost, int firstPort, int lastPort, int threads,
        Duration portRest) {
}
