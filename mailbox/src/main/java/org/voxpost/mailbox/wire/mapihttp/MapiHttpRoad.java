package org.voxpost.mailbox.wire.mapihttp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One HTTP POST, signed in. What {@link MapiHttpContext} sits on; safe for several threads. */
public interface MapiHttpRoad {

    /**
     * Posts {@code body} and hands the answer to {@code reader} while it arrives.
     *
     * @param headers all but Host and Content-Length
     * @param deadline for all of it; then the connection is cut
     * @throws NotSent if no byte of the request can have reached the server
     * @throws IOException if the request may have been executed; the connection is closed
     */
    <T> T post(URI url, Map<String, String> headers, byte[] body, Duration deadline, Reader<T> reader)
            throws IOException;

    /** Reads one answer. */
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    /**
     * The beginning of an answer.
     *
     * @param status HTTP status
     * @param headers lower-case names, values in order
     * @param body without transfer coding
     */
    record Response(int status, Map<String, List<String>> headers, InputStream body) {

        /** First value of a header; empty text if absent. */
        public String header(String name) {
            List<String> values = headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
            return values.isEmpty() ? "" : values.getFirst();
        }
    }

    /** The request surely was not executed. */
    final class NotSent extends IOException {
        private static final long serialVersionUID = 1L;

        public NotSent(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
