package gov.nist.javax.sip.stack;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads SIP datagrams with one buffer and a bounded queue: what does not fit is dropped and, as SIP does over UDP, sent
 * again by the peer. The reader ends only with its socket.
 */
public final class BoundedUdpProcessor extends UDPMessageProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedUdpProcessor.class);
    private static final int QUEUE = 512;
    /** Room for bursts while the machine is busy; the kernel may give less. */
    private static final int SOCKET_BUFFER = 2_097_152;
    private static final int LARGEST_DATAGRAM = 65_535;
    /** Keep-alives and stray bytes: nothing shorter can be a SIP message. */
    private static final int SHORTEST_MESSAGE = 16;
    private static final long PAUSE_NANOS = 10_000_000L;

    private final DatagramGate gate;

    BoundedUdpProcessor(InetAddress address, SIPTransactionStack stack, int port, DatagramGate gate)
            throws IOException {
        super(address, stack, port);
        this.gate = gate;
        messageQueue = new ArrayBlockingQueue<>(QUEUE);
        sock.setReceiveBufferSize(SOCKET_BUFFER);
    }

    /** Reads until {@link #stop()}. */
    @Override
    public void run() {
        startChannel();
        byte[] buffer = new byte[LARGEST_DATAGRAM];
        while (isRunning) {
            try {
                receive(new DatagramPacket(buffer, buffer.length));
            } catch (IOException failed) {
                if (isRunning) {
                    LOG.warn("Reading SIP over UDP on port {}: {}", getPort(), failed.toString());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (RuntimeException failed) {
                LOG.error("A SIP datagram on port {} could not be judged: dropped", getPort(), failed);
            } catch (OutOfMemoryError full) {
                LOG.error("No memory for a SIP datagram on port {}: dropped", getPort());
            }
        }
    }

    private void receive(DatagramPacket packet) throws IOException {
        sock.receive(packet);
        if (packet.getLength() >= SHORTEST_MESSAGE) {
            byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
            InetSocketAddress source = new InetSocketAddress(packet.getAddress(), packet.getPort());
            gate.admit(datagram, source, sock).ifPresent(message -> {
                packet.setData(message);
                messageQueue.offer(new DatagramQueuedMessageDispatch(packet, System.currentTimeMillis()));
            });
        }
    }

    /** One thread takes from the queue: messages of a call are handled in the order they came. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // the list is raw in the class we extend
    private void startChannel() {
        messageChannels = new LinkedList();
        messageChannels.add(new UDPMessageChannel(sipStack, this, "sip-udp-" + getPort()));
    }

    /** Makes this reader for UDP and the stack's classic ones for TCP and TLS. */
    public static final class Factory implements MessageProcessorFactory {
        private final OIOMessageProcessorFactory classic = new OIOMessageProcessorFactory();

        @Override
        public MessageProcessor createMessageProcessor(SIPTransactionStack stack, InetAddress address, int port,
                String transport) throws IOException {
            if (!transport.equalsIgnoreCase("udp")) {
                return classic.createMessageProcessor(stack, address, port, transport);
            }
            stack.udpFlag = true; // send from the listening port, not from a new one each time
            if (!(stack instanceof DatagramGate gate)) {
                throw new IllegalStateException("The stack must judge its datagrams itself");
            }
            return new BoundedUdpProcessor(address, stack, port, gate);
        }
    }
}
