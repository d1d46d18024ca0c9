package org.voxpost.media.sdp;

/**
 * One {@code a=} line (RFC 8866, 5.13).
 *
 * @param name before the colon
 * @param value behind it; empty for a flag such as {@code sendonly}
 */
public record Attribute(String name, String value) {

    /** Reads what follows {@code a=}. */
    static Attribute read(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Attribute(text.strip(), "")
                : new Attribute(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }
}
