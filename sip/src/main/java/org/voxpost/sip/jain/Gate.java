package org.voxpost.sip.jain;

import gov.nist.javax.sip.stack.DatagramGate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipLimits;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipTrace;
import org.voxpost.sip.SipTrace.Direction;
import org.voxpost.sip.guard.Complaint;
import org.voxpost.sip.guard.MessageGuard;
import org.voxpost.sip.guard.RawMessage;
import org.voxpost.sip.guard.Verdict;

/**
 * Stands between the sockets and the stack: what is malformed is answered here if a peer sent it and dropped if anybody else
 * did. Safe for use by several threads.
 */
final class Gate implements DatagramGate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private final MessageGuard guard;
    private final PeerTable peers;
    private final ServerNames servers;
    private final SipTrace trace;
    private final ConnectionCount connections;

    Gate(SipLimits limits, PeerTable peers, ServerNames servers, SipTrace trace) {
        this.guard = new MessageGuard(limits);
        this.peers = peers;
        this.servers = servers;
        this.trace = trace;
        this.connections = new ConnectionCount(limits, address -> peers.at(address).isPresent());
    }

    SipLimits limits() {
        return guard.limits();
    }

    ConnectionCount connections() {
        return connections;
    }

    @Override
    public Optional<byte[]> admit(byte[] datagram, InetSocketAddress source, DatagramSocket replies) {
        RawMessage message = guard.datagram(datagram);
        return switch (guard.judge(message, source)) {
            case Verdict.Take taken -> Optional.of(taken.message());
            case Verdict.Answer answer -> {
                if (note(message, source, Set.of(), answer.complaint())) {
                    send(answer.response(), MessageGuard.destination(message, source), replies);
                    sent(message, source, Set.of(), answer.response());
                }
                yield Optional.empty();
            }
            case Verdict.Drop dropped -> {
                note(message, source, Set.of(), dropped.complaint());
                yield Optional.empty();
            }
        };
    }

    /**
     * The same for a message from a stream; the answer is written to {@code replies}.
     *
     * @param names the SIP domains of the connection's certificate
     */
    Optional<byte[]> admit(RawMessage message, InetSocketAddress source, Set<String> names, OutputStream replies)
            throws IOException {
        if (!names.isEmpty()) {
            servers.shown(source, names);
        }
        return switch (guard.judge(message, source)) {
            case Verdict.Take taken -> Optional.of(taken.message());
            case Verdict.Answer answer -> {
                answer(message, source, names, answer, replies);
                yield Optional.empty();
            }
            case Verdict.Drop dropped -> {
                note(message, source, names, dropped.complaint());
                yield Optional.empty();
            }
        };
    }

    /** Says why the connection is about to be closed. */
    void refuse(RawMessage message, Complaint why, InetSocketAddress source, Set<String> names, OutputStream replies)
            throws IOException {
        if (MessageGuard.refuse(message, why, source) instanceof Verdict.Answer answer) {
            answer(message, source, names, answer, replies);
        } else {
            note(message, source, names, why);
        }
    }

    private void answer(RawMessage message, InetSocketAddress source, Set<String> names, Verdict.Answer answer,
            OutputStream replies) throws IOException {
        if (note(message, source, names, answer.complaint())) {
            synchronized (replies) { // the stack writes under the same lock
                replies.write(answer.response());
                replies.flush();
            }
            sent(message, source, names, answer.response());
        }
    }

    /** Logs and traces; true if the sender is a peer, who gets an answer. */
    private boolean note(RawMessage message, InetSocketAddress source, Set<String> names, Complaint why) {
        Optional<SipPeer> peer = peer(source, names);
        if (peer.isEmpty()) {
            LOG.debug("Dropped a message from {}, which is no peer: {}", name(source), why.why());
            return false;
        }
        LOG.info("Refused a message from {} with {}: {}", name(source), why.status().code(), why.why());
        trace.message(Direction.RECEIVED, name(source), peer.get().name(), message.callId(), message.text());
        return true;
    }

    private void sent(RawMessage message, InetSocketAddress source, Set<String> names, byte[] response) {
        trace.message(Direction.SENT, name(source), peer(source, names).map(SipPeer::name).orElse(""), message.callId(),
                new String(response, StandardCharsets.UTF_8));
    }

    private Optional<SipPeer> peer(InetSocketAddress source, Set<String> names) {
        return peers.of(new Origin(source.getAddress(), names));
    }

    private static void send(byte[] response, InetSocketAddress to, DatagramSocket socket) {
        try {
            socket.send(new DatagramPacket(response, response.length, to));
        } catch (IOException unreachable) {
            LOG.debug("No answer to {}: {}", name(to), unreachable.getMessage());
        }
    }

    private static String name(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
