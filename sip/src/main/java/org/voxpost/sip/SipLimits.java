package org.voxpost.sip;

import java.time.Duration;

/**
 * What one message and one connection may cost us. Whatever exceeds it is refused before it is read any further.
 *
 * @param lineBytes longest header line, folding included
 * @param headBytes longest start line and header together
 * @param headerLines most header lines
 * @param bodyBytes longest body
 * @param connections TCP and TLS connections at once that peers have opened
 * @param strangers of these, connections from addresses that belong to no peer
 * @param messageTime how long the rest of a message may take once its first byte is here (TCP, TLS)
 * @param firstMessage how long a new connection may stay silent
 */
public record SipLimits(int lineBytes, int headBytes, int headerLines, int bodyBytes, int connections, int strangers,
        Duration messageTime, Duration firstMessage) {
    /** Room for every honest PBX. */
    public static final SipLimits DEFAULT = new SipLimits(8192, 65_536, 256, 65_536, 2000, 50, Duration.ofSeconds(15),
            Duration.ofSeconds(60));
}
