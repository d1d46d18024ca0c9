package org.voxpost.sip.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.voxpost.sip.SipLimits;

/**
 * Cuts a stream into messages by Content-Length (RFC 3261, 18.3). Owned by one thread. Blank lines between messages are
 * keep-alives (RFC 5626, 3.5.1): each pair is told to {@code onPing}.
 */
public final class MessageStream {
    private final InputStream in;
    private final SipLimits limits;
    private final Runnable onPing;
    private final Runnable onBegin;

    /**
     * @param onPing a double CRLF came and is to be answered by a single one
     * @param onBegin the first byte of a message is here
     */
    public MessageStream(InputStream in, SipLimits limits, Runnable onPing, Runnable onBegin) {
        this.in = in;
        this.limits = limits;
        this.onPing = onPing;
        this.onBegin = onBegin;
    }

    /**
     * The next message; empty at the end of the stream between messages.
     *
     * @throws LostFraming if the end of the message cannot be known or exceeds the limits
     * @throws IOException if the stream fails or ends within a message
     */
    public Optional<RawMessage> next() throws IOException {
        int first = firstByte();
        if (first < 0) {
            return Optional.empty();
        }
        onBegin.run();
        RawMessage message = HeadReader.read(head(first), limits);
        int length = bodyLength(message);
        return Optional.of(message.withBody(body(message, length)));
    }

    private byte[] body(RawMessage message, int length) throws IOException {
        try {
            byte[] body = in.readNBytes(length);
            if (body.length == length) {
                return body;
            }
        } catch (SocketTimeoutException slow) {
            throw new LostFraming(message, Complaint.bad("the body did not come whole in time"));
        }
        throw new LostFraming(message, Complaint.bad("the connection ended within the body"));
    }

    private int firstByte() throws IOException {
        int feeds = 0;
        int next = in.read();
        while (next == '\r' || next == '\n') {
            feeds += next == '\n' ? 1 : 0;
            if (feeds == 2) {
                onPing.run();
                feeds = 0;
            }
            next = in.read();
        }
        return next;
    }

    private byte[] head(int first) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        head.write(first);
        int lineLength = 1;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n') {
                if (lineLength == 0) {
                    return head.toByteArray();
                }
                lineLength = 0;
            } else if (next != '\r') {
                lineLength++;
            }
            if (lineLength > limits.lineBytes() || head.size() > limits.headBytes()) {
                throw new LostFraming(HeadReader.read(head.toByteArray(), limits),
                        Complaint.tooLarge("header line or header too long"));
            }
        }
        throw new LostFraming(HeadReader.read(head.toByteArray(), limits),
                Complaint.bad("the connection ended within the header"));
    }

    private int bodyLength(RawMessage message) throws LostFraming {
        if (message.all("Content-Length").size() != 1) {
            throw new LostFraming(message, message.complaint()
                    .orElseGet(() -> Complaint.bad("Content-Length is missing or stands more than once")));
        }
        long length = MessageCheck.number(message.first("Content-Length").orElse(""), Long.MAX_VALUE)
                .orElseThrow(() -> new LostFraming(message, Complaint.bad("Content-Length is no number")));
        if (length > limits.bodyBytes()) {
            throw new LostFraming(message, Complaint.bodyTooLarge(limits.bodyBytes()));
        }
        return (int) length;
    }
}
