package org.voxpost.sip;

/**
 * A name-addr: display name and URI (RFC 3261, 20.10).
 *
 * @param display display name, unquoted; empty if absent
 */
public record SipAddress(String display, SipUri uri) {
}
