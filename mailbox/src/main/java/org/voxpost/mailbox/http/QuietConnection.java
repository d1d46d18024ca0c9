package org.voxpost.mailbox.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that cannot log what passes over it, whatever the logging configuration says: passwords and voices do.
 * It looks for an early answer (401, 413) while a long body is being sent.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private static final long BYTES_BETWEEN_LOOKS = 128 << 10; // a look costs up to 1 ms

    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Timeout timeout = Timeout.DISABLED;

    QuietConnection() {
        super(Http1Config.DEFAULT, null, null, null, null,
                new MonitoringResponseOutOfOrderStrategy(BYTES_BETWEEN_LOOKS), null, null);
    }

    @Override
    public void bind(Socket socket) throws IOException {
        refuseIfClosed(socket);
        super.bind(socket);
        timeout = Timeout.ofMilliseconds(socket.getSoTimeout());
    }

    @Override
    public void bind(SSLSocket tls, Socket base) throws IOException {
        refuseIfClosed(base);
        super.bind(tls, base);
        timeout = Timeout.ofMilliseconds(tls.getSoTimeout());
    }

    /** An abort while connecting finds nothing to close yet. */
    private void refuseIfClosed(Socket socket) throws IOException {
        if (closed.get()) {
            socket.close();
            throw new InterruptedIOException("aborted while connecting");
        }
    }

    @Override
    public @Nullable Socket getSocket() {
        var holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public @Nullable SSLSession getSSLSession() {
        return getSocket() instanceof SSLSocket tls ? tls.getSession() : null;
    }

    @Override
    public void setSocketTimeout(Timeout value) {
        timeout = value;
        super.setSocketTimeout(value);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(timeout);
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            super.close();
        }
    }

    @Override
    public void close(CloseMode mode) {
        if (closed.compareAndSet(false, true) || mode == CloseMode.IMMEDIATE) {
            super.close(mode);
        }
    }
}
