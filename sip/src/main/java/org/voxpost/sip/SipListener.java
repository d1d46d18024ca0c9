package org.voxpost.sip;

/**
 * One listening point.
 *
 * @param transport UDP, TCP or TLS
 * @param host address to bind, loopback by default
 * @param port 0 for any free one
 */
public record SipListener(Transport transport, String host, int port) {

    /** SIP's transports (RFC 3261, 18). */
    public enum Transport {
        UDP, TCP, TLS
    }
}
