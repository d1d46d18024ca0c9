package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.time.Duration;

/** Carries PDUs both ways, in order. One thread sends, one receives. */
public interface RpcChannel extends AutoCloseable {

    int SILENCES = 10;

    void send(byte[] pdu) throws IOException;

    /** The next PDU. @throws IOException also when the connection ended or was silent too long */
    byte[] receive() throws IOException;

    /** How long the peer may be silent; an answer as a whole may take {@link #SILENCES} times as long. */
    Duration silence();

    /** For messages: {@code host:port}. */
    String peer();

    @Override
    void close();
}
