package org.voxpost.mailbox.wire.mapihttp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.voxpost.mailbox.wire.WireException;

/**
 * Reads the meta-tags, the additional headers and the payload of a response body ([MS-OXCMAPIHTTP] 2.2.7, 3.1.5.6),
 * after HTTP took the chunks away. Liberal: a keep-alive may lack its line end and PROCESSING may come again.
 */
public final class AnswerReader {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final String[] WORDS = {"PROCESSING", "PENDING", "DONE"};

    private final InputStream in;
    private final int mostBytes;

    private AnswerReader(InputStream in, int mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    /**
     * @param mostBytes longest payload accepted
     * @throws EOFException if the stream ends before the empty line: the outcome of the request is not known
     * @throws WireException if there are no meta-tags or the payload is too long
     */
    public static MapiHttpAnswer read(InputStream in, int mostBytes) throws IOException {
        return new AnswerReader(new BufferedInputStream(in), mostBytes).read();
    }

    private MapiHttpAnswer read() throws IOException {
        while (!isDone(line())) {
            continue; // PROCESSING and PENDING say no more than that the server lives
        }
        Map<String, String> headers = headers();
        return new MapiHttpAnswer(headers, payload());
    }

    /** Checks that a line holds meta-tags only, glued together or not, and tells whether the last one is DONE. */
    private static boolean isDone(String line) {
        String rest = line.strip().toUpperCase(Locale.ROOT);
        String last = "";
        while (!rest.isEmpty()) {
            String word = firstWord(rest);
            rest = rest.substring(word.length());
            last = word;
        }
        return last.equals("DONE");
    }

    private static String firstWord(String rest) {
        for (String word : WORDS) {
            if (rest.startsWith(word)) {
                return word;
            }
        }
        throw new WireException("meta-tag: PROCESSING, PENDING or DONE expected, not '"
                + printable(rest.substring(0, Math.min(40, rest.length()))) + "'");
    }

    private Map<String, String> headers() throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MOST_HEADERS) {
                throw new WireException("additional header: '" + printable(line) + "' is none, or too many");
            }
            headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] payload() throws IOException {
        byte[] body = in.readNBytes(mostBytes);
        if (body.length == mostBytes && in.read() >= 0) {
            throw new WireException("payload: longer than " + mostBytes + " bytes");
        }
        return body;
    }

    /** Up to LF; a CR before it is dropped. */
    private String line() throws IOException {
        var line = new ByteArrayOutputStream(32);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("response ended before its payload began");
            }
            if (line.size() == LONGEST_LINE) {
                throw new WireException("meta-tag line: longer than " + LONGEST_LINE + " bytes");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", ".");
    }
}
