package org.voxpost.sip.jain;

import gov.nist.core.ServerLogger;
import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.BoundedUdpProcessor;
import gov.nist.javax.sip.stack.DatagramGate;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.sip.PeerUnavailableException;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipTrace;

/** JAIN SIP with what it lacks: bounded reading, our sockets, our logs, an end of all its threads. */
final class VoxpostStack extends SipStackImpl implements DatagramGate {
    /** Larger messages over TCP end the connection; a UDP datagram cannot be larger. */
    private static final int LARGEST_MESSAGE = 131_072;

    private final Gate gate;
    private final PeerTable peers;

    private VoxpostStack(Properties properties, NetworkLayer sockets, ServerLogger trace, Gate gate, PeerTable peers)
            throws PeerUnavailableException {
        super(properties);
        this.peers = peers;
        this.gate = gate;
        this.networkLayer = sockets;
        this.serverLogger = trace;
    }

    static VoxpostStack create(TlsContext tls, PeerTable peers, ServerNames servers, SipTrace trace, Gate gate) {
        try {
            VoxpostStack stack = new VoxpostStack(properties(), new SipSockets(tls, gate, servers),
                    new TracingServerLogger(trace, servers), gate, peers);
            stack.setEnabledCipherSuites(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
            stack.setEnabledProtocols(TlsContext.PROTOCOLS.toArray(String[]::new));
            return stack;
        } catch (PeerUnavailableException | java.security.NoSuchAlgorithmException failed) {
            throw new SipException("SIP stack does not start: " + failed.getMessage(), failed);
        }
    }

    @Override
    public Optional<byte[]> admit(byte[] datagram, InetSocketAddress source, DatagramSocket replies) {
        return gate.admit(datagram, source, replies);
    }

    /** With the timers of whom the request is from: they pace the refusals that are sent again (RFC 3261, 17.2.1). */
    @Override
    public SIPServerTransaction createServerTransaction(MessageChannel channel) {
        SIPServerTransaction created = super.createServerTransaction(channel);
        if (created != null && channel != null) {
            TransactionTimers.set(created, Workshop.t1(peers.of(Origin.of(channel))));
        }
        return created;
    }

    /** Ends all its threads; the stack's own stop leaves one waiting for an event. */
    @Override
    public void stop() {
        EventScanner scanner = getEventScanner();
        super.stop();
        if (scanner != null) {
            scanner.addEvent(new EventWrapper(new StackStopped(this), null));
        }
    }

    /** Wakes the stack's event thread so that it sees that it is to end. */
    private static final class StackStopped extends java.util.EventObject {
        private static final long serialVersionUID = 1L;

        StackStopped(Object source) {
            super(source);
        }
    }

    private static Properties properties() {
        Properties all = new Properties();
        all.setProperty("javax.sip.STACK_NAME", "voxpost-" + UUID.randomUUID());
        all.setProperty("javax.sip.ROUTER_PATH", WayRouter.class.getName());
        all.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        all.setProperty("gov.nist.javax.sip.STACK_LOGGER", Slf4jStackLogger.class.getName());
        all.setProperty("gov.nist.javax.sip.SERVER_LOGGER", SilentServerLogger.class.getName());
        all.setProperty("gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", BoundedUdpProcessor.Factory.class.getName());
        all.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", VersionReadingParsers.class.getName());
        all.setProperty("gov.nist.javax.sip.TIMER_CLASS_NAME", MonotonicSipTimer.class.getName());
        all.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        all.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        all.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(LARGEST_MESSAGE));
        all.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
        all.setProperty("gov.nist.javax.sip.PATCH_SIP_WEBSOCKETS_HEADERS", "false");
        all.setProperty("gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE", "DisabledAll");
        all.setProperty("gov.nist.javax.sip.THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        return all;
    }
}
