package gov.nist.javax.sip.stack;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Looks at each datagram before it is queued. Called on the reader's thread; must not wait. */
public interface DatagramGate {

    /**
     * @param datagram all its bytes
     * @param replies for an answer of the gate's own
     * @return what the stack is to read; empty if nothing
     */
    Optional<byte[]> admit(byte[] datagram, InetSocketAddress source, DatagramSocket replies);
}
