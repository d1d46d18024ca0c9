package org.voxpost.mailbox.wire.mapihttp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes a response body with its meta-tags ([MS-OXCMAPIHTTP] 2.2.7, 3.2.5.2): {@link #processing} at once, {@link
 * #pending} each period, {@link #done} in the end. Each of them is flushed, so that it leaves as a chunk of its own.
 */
public final class AnswerWriter {
    private final OutputStream out;

    public AnswerWriter(OutputStream out) {
        this.out = out;
    }

    public void processing() throws IOException {
        text("PROCESSING\r\n");
        out.flush();
    }

    public void pending() throws IOException {
        text("PENDING\r\n");
        out.flush();
    }

    public void done(Map<String, String> headers, byte[] body) throws IOException {
        text("DONE\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            text(header.getKey() + ": " + header.getValue() + "\r\n");
        }
        text("\r\n");
        out.write(body);
        out.flush();
    }

    private void text(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
    }
}
