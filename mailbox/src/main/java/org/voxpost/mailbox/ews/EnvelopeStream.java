package org.voxpost.mailbox.ews;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.voxpost.mailbox.wire.soap.XmlException;

/**
 * Cuts an endless answer into the complete SOAP envelopes it consists of (GetStreamingEvents, [MS-OXWSNTIF] 3.1.4.2).
 * An envelope ends with {@code </Envelope>}, whatever its prefix.
 */
final class EnvelopeStream {
    private static final int LONGEST = 1 << 20;
    private static final int LONGEST_TAG = 200;

    private final InputStream in;
    private final byte[] buffer = new byte[4096];
    private final StringBuilder tag = new StringBuilder();
    private int filled;
    private int at;

    EnvelopeStream(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for the next envelope.
     *
     * @return empty at the end of the answer
     * @throws XmlException if an envelope is cut off, or longer than 1 MB
     */
    Optional<InputStream> next() throws IOException {
        ByteArrayOutputStream envelope = new ByteArrayOutputStream();
        while (at < filled || fill()) {
            byte b = buffer[at++];
            if (envelope.size() == 0 && b <= ' ') {
                continue; // between two of them
            }
            envelope.write(b);
            if (b == '>' && isEnd()) {
                tag.setLength(0);
                return Optional.of(new ByteArrayInputStream(envelope.toByteArray()));
            }
            if (b == '<') {
                tag.setLength(0);
            } else if (tag.length() < LONGEST_TAG) {
                tag.append((char) b);
            }
            if (envelope.size() > LONGEST) {
                throw new XmlException("an envelope is longer than " + LONGEST + " bytes");
            }
        }
        if (envelope.size() > 0) {
            throw new XmlException("the answer ends within an envelope");
        }
        return Optional.empty();
    }

    private boolean isEnd() {
        String name = tag.toString().stripTrailing();
        return name.equals("/Envelope") || name.startsWith("/") && name.endsWith(":Envelope");
    }

    private boolean fill() throws IOException {
        filled = in.read(buffer);
        at = 0;
        return filled > 0;
    }
}
