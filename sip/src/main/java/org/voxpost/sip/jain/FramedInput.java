package org.voxpost.sip.jain;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipLimits;
import org.voxpost.sip.guard.LostFraming;
import org.voxpost.sip.guard.MessageStream;
import org.voxpost.sip.guard.RawMessage;

/**
 * What the stack reads from a connection: whole, well-formed messages. Lost framing and slow senders end the connection.
 * Owned by the connection's reading thread.
 */
final class FramedInput extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(FramedInput.class);
    private static final byte[] PONG = {'\r', '\n'};
    private static final int FAREWELL_MILLIS = 300;
    private static final int FAREWELL_BYTES = 262_144;
    private final Socket socket;
    private final InputStream raw;
    private final OutputStream replies;
    private final Gate gate;
    private final MessageStream messages;
    private byte[] current = new byte[0];
    private int position;
    private boolean heard;
    private long deadlineNanos;
    private boolean within;

    FramedInput(Socket socket, InputStream raw, OutputStream replies, Gate gate) {
        this.socket = socket;
        this.raw = raw;
        this.replies = replies;
        this.gate = gate;
        this.messages = new MessageStream(new BufferedInputStream(new Timed()), gate.limits(), this::pong,
                this::begin);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (position == current.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, into, offset, count);
        position += count;
        return count;
    }

    /** Waits for the next message that passes the gate; false at the end of the connection. */
    private boolean fill() throws IOException {
        InetSocketAddress source = new InetSocketAddress(socket.getInetAddress(), socket.getPort());
        try {
            for (Optional<RawMessage> next = messages.next(); next.isPresent(); next = messages.next()) {
                within = false;
                heard = true;
                Optional<byte[]> admitted = gate.admit(next.get(), source, names(), replies);
                if (admitted.isPresent()) {
                    current = admitted.get();
                    position = 0;
                    return true;
                }
            }
        } catch (LostFraming lost) {
            gate.refuse(lost.message(), lost.complaint(), source, names(), replies);
            farewell();
        } catch (SocketTimeoutException slow) {
            LOG.debug("Closing the connection of {}: {}", source, slow.getMessage());
        }
        socket.close();
        return false;
    }

    private Set<String> names() {
        return socket instanceof FramedTlsSocket tls ? tls.names() : Set.of();
    }

    /** Lets the answer arrive: closing at once with bytes unread would reset the connection. */
    private void farewell() throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(FAREWELL_MILLIS);
        try {
            byte[] unread = new byte[8192];
            for (int total = 0, read = 0; read >= 0 && total < FAREWELL_BYTES; total += read) {
                read = raw.read(unread);
            }
        } catch (SocketTimeoutException quiet) {
            LOG.trace("Nothing more from {}", socket.getInetAddress());
        }
    }

    private void begin() {
        within = true;
        deadlineNanos = System.nanoTime() + gate.limits().messageTime().toNanos();
    }

    private void pong() {
        heard = true;
        try {
            synchronized (replies) { // the stack writes under the same lock
                replies.write(PONG);
                replies.flush();
            }
        } catch (IOException gone) {
            LOG.debug("No pong to {}: {}", socket.getInetAddress(), gone.getMessage());
        }
    }

    /** The connection's bytes, each read bounded by what is left of the sender's time. */
    private final class Timed extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            SipLimits limits = gate.limits();
            long millis = heard ? 0 : limits.firstMessage().toMillis();
            if (within) {
                millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new SocketTimeoutException("a message took longer than " + limits.messageTime());
                }
            }
            socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
            return raw.read(into, offset, length);
        }
    }
}
