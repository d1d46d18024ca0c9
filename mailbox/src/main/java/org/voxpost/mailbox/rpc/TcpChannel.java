package org.voxpost.mailbox.rpc;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rpc.Pdu;

/** ncacn_ip_tcp ([MS-RPCE] 2.1.1.1): PDUs one behind the other on a TCP connection. */
public final class TcpChannel implements RpcChannel {
    private static final int SILENCES = 10;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration patience;
    private final String peer;
    private long end; // of the wait for a PDU, however many bytes of it trickle in

    private TcpChannel(Socket socket, Duration patience, String peer) throws IOException {
        this.socket = socket;
        this.patience = patience;
        this.peer = peer;
        this.in = new BufferedInputStream(new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (System.nanoTime() - end > 0) {
                    throw new SocketTimeoutException("a PDU that does not end");
                }
                return super.read(to, offset, length);
            }
        });
        this.out = socket.getOutputStream();
    }

    /** @param silence longest time without a byte; a PDU as a whole may take {@value #SILENCES} times as long */
    public static TcpChannel connect(String host, int port, Duration connecting, Duration silence) throws IOException {
        return connect(host, port, connecting, silence, silence.multipliedBy(SILENCES));
    }

    static TcpChannel connect(String host, int port, Duration connecting, Duration silence, Duration patience)
            throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(connecting.toMillis()));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
            return new TcpChannel(socket, patience, host + ":" + port);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void send(byte[] pdu) throws IOException {
        out.write(pdu);
        out.flush();
    }

    @Override
    public byte[] receive() throws IOException {
        end = System.nanoTime() + patience.toNanos();
        try {
            return Pdu.next(in).orElseThrow(() -> new EOFException("the server ended the connection"));
        } catch (WireException e) {
            throw new IOException("no RPC: " + e.getMessage(), e);
        }
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
