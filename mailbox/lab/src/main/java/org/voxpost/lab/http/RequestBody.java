package org.voxpost.lab.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A request's body: by Content-Length or chunked (RFC 9112, 6 and 7), empty without both. */
final class RequestBody extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean ended;
    private boolean first = true;

    private RequestBody(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
        this.ended = !chunked && left == 0;
    }

    static RequestBody of(RequestHead head, InputStream in) throws IOException {
        Optional<String> coding = head.header("Transfer-Encoding");
        if (coding.isPresent()) {
            if (!coding.get().equalsIgnoreCase("chunked")) {
                throw new BadRequest("transfer coding " + coding.get());
            }
            return new RequestBody(in, true, 0);
        }
        return new RequestBody(in, false, number(head.header("Content-Length").orElse("0"), 10));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(to, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("request body breaks off");
        }
        left -= count;
        ended = !chunked && left == 0;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first && !line().isEmpty()) {
            throw new BadRequest("chunk without end");
        }
        first = false;
        String size = line();
        left = number(size.contains(";") ? size.substring(0, size.indexOf(';')).strip() : size.strip(), 16);
        if (left == 0) {
            ended = true;
            while (!line().isEmpty()) {
                // trailer fields mean nothing here
            }
        }
    }

    private String line() throws IOException {
        return RequestHead.line(in).orElseThrow(() -> new EOFException("chunked body breaks off"));
    }

    private static long number(String text, int radix) throws BadRequest {
        try {
            long value = Long.parseLong(text, radix);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new BadRequest("length " + text);
        }
        throw new BadRequest("length " + text);
    }
}
