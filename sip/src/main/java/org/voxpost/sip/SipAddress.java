package org.voxpost.sip;

/**
 * A name-addr: display name and URI (RFC 3261, 20.10).
 *
 * @param display display name, unquoted; empty if absent
 */
public record SipAddress(String display, SipUri uri) {

    /**
     * Reads {@code "Display" <uri>} or a bare URI; header parameters behind it are passed over.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static SipAddress parse(String text) {
        return NameAddr.parse(text).address();
    }

    /** The address as text for a header; the display name quoted, without control characters. */
    public String encode() {
        String name = display.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
        return (name.isBlank() ? "" : "\"" + name + "\" ") + "<" + uri.encode() + ">";
    }
}
