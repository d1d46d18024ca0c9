package org.voxpost.sip.jain;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A TCP connection of the stack: reads through the {@link Gate} unless TLS does so above it, and gives its place back. */
final class FramedSocket extends Socket {
    private final Gate gate;
    private final boolean framed;
    private @Nullable InputStream input;
    private @Nullable InetAddress counted;

    /** @param framed false for the carrier of a TLS connection */
    FramedSocket(Gate gate, boolean framed) {
        super();
        this.gate = gate;
        this.framed = framed;
    }

    /** Takes a place among the connections others opened; false if there is none. */
    synchronized boolean enter() {
        InetAddress source = getInetAddress();
        if (!gate.connections().enter(source)) {
            return false;
        }
        counted = source;
        return true;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        InputStream known = input;
        if (known == null) {
            InputStream raw = super.getInputStream();
            known = framed ? new FramedInput(this, raw, getOutputStream(), gate) : raw;
            input = known;
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        super.close();
        leave();
    }

    private synchronized void leave() {
        InetAddress source = counted;
        counted = null;
        if (source != null) {
            gate.connections().leave(source);
        }
    }
}
