package org.voxpost.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one SDP body line by line. Used once. */
final class SdpReader {
    private static final int LONGEST = 65_536;
    private static final int MOST_STREAMS = 32;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final List<Attribute> sessionAttributes = new ArrayList<>();
    private final List<MediaDescription> media = new ArrayList<>();
    private Optional<String> sessionAddress = Optional.empty();
    private @Nullable String streamLine;
    private Optional<String> streamAddress = Optional.empty();
    private List<Attribute> streamAttributes = new ArrayList<>();

    SessionDescription read(String text) {
        if (text.length() > LONGEST) {
            throw new SdpException("SDP of " + text.length() + " characters, " + LONGEST + " is the limit");
        }
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::line);
        endStream();
        if (media.isEmpty()) {
            throw new SdpException("SDP without any m= line");
        }
        return new SessionDescription(sessionAddress, sessionAttributes, media);
    }

    private void line(String line) {
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw new SdpException("SDP line that is not of the form x=…");
        }
        String value = line.substring(2).strip();
        switch (line.charAt(0)) {
            case 'v' -> requireVersion(value);
            case 'c' -> connection(value);
            case 'a' -> (streamLine == null ? sessionAttributes : streamAttributes).add(Attribute.read(value));
            case 'm' -> startStream(value);
            default -> { // o, s, t, b and whatever comes: nothing a recorder needs
            }
        }
    }

    private static void requireVersion(String value) {
        if (!value.equals("0")) {
            throw new SdpException("SDP version '" + shortened(value) + "', only 0 exists");
        }
    }

    private void connection(String value) {
        String[] parts = BLANKS.split(value);
        if (parts.length != 3 || !parts[0].equals("IN")) {
            throw new SdpException("c= line '" + shortened(value) + "' is not 'IN IP4|IP6 address'");
        }
        int multicastTtl = parts[2].indexOf('/');
        Optional<String> address = Optional.of(multicastTtl < 0 ? parts[2] : parts[2].substring(0, multicastTtl));
        if (streamLine == null) {
            sessionAddress = address;
        } else {
            streamAddress = address;
        }
    }

    private void startStream(String value) {
        endStream();
        streamLine = value;
        if (media.size() == MOST_STREAMS) {
            throw new SdpException("SDP with more than " + MOST_STREAMS + " m= lines");
        }
    }

    private void endStream() {
        if (streamLine != null) {
            media.add(stream(streamLine));
            streamLine = null;
            streamAddress = Optional.empty();
            streamAttributes = new ArrayList<>();
        }
    }

    private MediaDescription stream(String line) {
        String[] parts = BLANKS.split(line);
        if (parts.length < 4) {
            throw new SdpException("m= line '" + shortened(line) + "' is not 'type port protocol formats'");
        }
        return new MediaDescription(parts[0], port(parts[1]), parts[2], List.of(parts).subList(3, parts.length),
                streamAddress, streamAttributes);
    }

    private static int port(String text) {
        int slash = text.indexOf('/');
        String number = slash < 0 ? text : text.substring(0, slash);
        return Digits.read(number, 5).stream().filter(port -> port <= 65535).findFirst()
                .orElseThrow(() -> new SdpException("m= line with port '" + shortened(text) + "'"));
    }

    private static String shortened(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
    }
}
