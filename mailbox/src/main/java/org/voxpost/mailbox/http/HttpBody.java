package org.voxpost.mailbox.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A request body that is written straight to the connection.
 *
 * @param contentType sent as Content-Type
 * @param lengthBytes sent as Content-Length; exactly so many bytes must be written
 * @param content writes the body, from its beginning each time: a sign-in may need it more than once
 */
public record HttpBody(String contentType, long lengthBytes, Content content) {
    public HttpBody {
        if (lengthBytes < 0) {
            throw new IllegalArgumentException("a body of unknown length cannot be sent");
        }
    }

    /** Writes a body. Runs on the calling thread of the exchange. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static HttpBody of(String contentType, byte[] bytes) {
        return new HttpBody(contentType, bytes.length, out -> out.write(bytes));
    }

    /** Text in UTF-8; {@code contentType} should say so. */
    public static HttpBody of(String contentType, String text) {
        return of(contentType, text.getBytes(StandardCharsets.UTF_8));
    }
}
