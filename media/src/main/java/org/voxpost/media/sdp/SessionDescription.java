package org.voxpost.media.sdp;

import java.util.List;
import java.util.Optional;

/**
 * An SDP body (RFC 8866), as far as this service looks at it.
 *
 * @param address session-level connection address, as written
 * @param attributes session-level attributes
 * @param media the streams, in their order
 */
public record SessionDescription(Optional<String> address, List<Attribute> attributes, List<MediaDescription> media) {
    public SessionDescription {
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /**
     * Reads a body; what is unknown is skipped, line ends may be CRLF or LF.
     *
     * @throws SdpException if it is too long, has a line that cannot be meant, or no stream at all
     */
    public static SessionDescription read(String text) {
        return new SdpReader().read(text);
    }

    /** Where {@code stream} is: its own address or the session's. */
    public Optional<String> addressOf(MediaDescription stream) {
        return stream.address().or(this::address);
    }

    /** Which way the media flows, as the peer sees it: the stream's attribute, the session's, or both ways. */
    public Direction directionOf(MediaDescription stream) {
        return Direction.among(stream.attributes()).or(() -> Direction.among(attributes)).orElse(Direction.SENDRECV);
    }
}
