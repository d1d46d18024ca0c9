package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.time.Duration;

/** Carries PDUs both ways, in order. One thread sends, one receives. */
public interface RpcChannel extends AutoCloseable {

    void send(byte[] pdu) throws IOException;

    /** The next PDU. @throws IOException also when the connection ended or was silent too long */
    byte[] receive() throws IOException;

    /** How long an answer as a whole may take, however many bytes of it trickle in. */
    Duration patience();

    /** For messages: {@code host:port}. */
    String peer();

    @Override
    void close();
}
