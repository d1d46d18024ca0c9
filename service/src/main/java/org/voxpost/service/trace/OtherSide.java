package org.voxpost.service.trace;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The other side of a SIP step, which stands at the end of its first line, the one that a short ladder shows:
 * {@code [192.0.2.10:5060 pbx]}.
 *
 * @param address without brackets, if it is one
 * @param port 0..99999
 * @param peer its name in the configuration; empty where that was not known
 */
record OtherSide(String address, int port, String peer) {
    private static final Pattern FIRST_LINE = Pattern
            .compile("^([^\\r\\n]*)  \\[(\\S*):(\\d{1,5})(?: ([^\\r\\n]*))?](?=[\\r\\n]|$)");

    /** The message with the other side in its first line. @param place address and port */
    static String write(String message, String place, String peer) {
        String side = "  [" + place + (peer.isEmpty() ? "" : " " + peer) + "]";
        int end = message.indexOf('\r');
        return end < 0 ? message + side : message.substring(0, end) + side + message.substring(end);
    }

    /** The other side in a step's text. */
    static Optional<OtherSide> in(String text) {
        Matcher first = FIRST_LINE.matcher(text);
        return first.find()
                ? Optional.of(new OtherSide(first.group(2).replaceAll("[\\[\\]]", ""), Integer.parseInt(first.group(3)),
                        Optional.ofNullable(first.group(4)).orElse("")))
                : Optional.empty();
    }

    /** The message without it, as it was on the wire. */
    static String without(String text) {
        Matcher first = FIRST_LINE.matcher(text);
        return first.find() ? first.group(1) + text.substring(first.end()) : text;
    }

    /** True if it is that peer: by its name, or by its address where either name is not known. */
    boolean is(String name, List<String> sources) {
        return peer.isEmpty() || name.isEmpty() ? new Sources(sources).hold(address) : peer.equals(name);
    }
}
