package org.voxpost.mailbox.rpc;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;
import org.voxpost.mailbox.wire.ntlm.NtlmInitiator;
import org.voxpost.mailbox.wire.rpc.Bind;
import org.voxpost.mailbox.wire.rpc.BindAck;
import org.voxpost.mailbox.wire.rpc.Calls;
import org.voxpost.mailbox.wire.rpc.Pdu;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.RpcSecurity;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * A connection bound to one interface. One call at a time: callers hold a lock. After an {@link IOException} it is of no
 * use, and the call may have been executed.
 */
public final class RpcConnection implements AutoCloseable {
    private static final int CONTEXT = 0;
    private static final int AUTH_CONTEXT = 1;
    private static final int SMALLEST_FRAGMENT = 1432;

    private final RpcChannel channel;
    private Optional<RpcSecurity> security = Optional.empty();
    private int largest = Bind.FRAGMENT;
    private int group;
    private int callId;

    private RpcConnection(RpcChannel channel) {
        this.channel = channel;
    }

    /**
     * Binds.
     *
     * @param group association group of another connection whose handles shall be good here; 0 for a new one
     * @throws RpcFault if the server does not offer the interface; a wrong password shows at the first call
     */
    public static RpcConnection bind(RpcChannel channel, Syntax wanted, Optional<RpcSignIn> signIn, int group)
            throws IOException, RpcFault {
        var connection = new RpcConnection(channel);
        try {
            connection.bind(wanted, signIn, group);
            return connection;
        } catch (WireException e) {
            channel.close();
            throw new IOException("bind at " + channel.peer() + ": " + e.getMessage(), e);
        } catch (IOException | RpcFault e) {
            channel.close();
            throw e;
        }
    }

    private void bind(Syntax wanted, Optional<RpcSignIn> signIn, int oldGroup) throws IOException, RpcFault {
        Optional<NtlmInitiator> ntlm = signIn.map(RpcSignIn::initiator);
        byte[] body = Bind.to(wanted, CONTEXT, oldGroup).write();
        channel.send(new Pdu(Pdu.BIND, Pdu.WHOLE, ++callId, body,
                ntlm.map(n -> verifier(signIn.orElseThrow().level(), n.negotiate()))).write());
        Pdu answer = Pdu.read(channel.receive());
        if (answer.type() != Pdu.BIND_ACK) {
            throw new RpcFault("bind to " + wanted + " at " + channel.peer() + ": refused with PDU " + answer.type(),
                    RpcFaults.UNKNOWN_INTERFACE);
        }
        BindAck ack = BindAck.read(answer.body());
        if (ack.results().isEmpty() || ack.results().getFirst().result() != BindAck.ACCEPTED) {
            throw new RpcFault("bind", channel.peer(), RpcFaults.UNKNOWN_INTERFACE);
        }
        largest = Math.max(SMALLEST_FRAGMENT, Math.min(Bind.FRAGMENT, ack.largestReceived()));
        group = ack.group();
        if (ntlm.isPresent()) {
            authenticate(ntlm.get(), signIn.orElseThrow().level(), answer);
        }
    }

    private void authenticate(NtlmInitiator ntlm, int level, Pdu ack) throws IOException {
        byte[] challenge = ack.verifier().map(Pdu.Verifier::token)
                .orElseThrow(() -> new WireException("bind_ack without NTLM challenge"));
        byte[] proof = ntlm.authenticate(challenge, ChannelBinding.NONE, "");
        channel.send(new Pdu(Pdu.AUTH3, Pdu.WHOLE, callId, new byte[4], Optional.of(verifier(level, proof))).write());
        security = Optional.of(new RpcSecurity(ntlm.session(), level, AUTH_CONTEXT));
    }

    private static Pdu.Verifier verifier(int level, byte[] token) {
        return new Pdu.Verifier(Pdu.Verifier.NTLM, level, AUTH_CONTEXT, token);
    }

    /** The association group the server gave. */
    public int group() {
        return group;
    }

    public String peer() {
        return channel.peer();
    }

    /**
     * Makes a call.
     *
     * @return the stub of its answer
     * @throws NotSent if not all of it could be sent: it was not executed
     * @throws IOException if it may have been
     */
    public byte[] call(int opnum, byte[] stub) throws IOException, RpcFault {
        int id = ++callId;
        int overhead = security.map(RpcSecurity::overhead).orElse(0);
        for (Pdu pdu : Calls.request(id, new Calls.Request(CONTEXT, opnum, stub), largest, overhead)) {
            send(security.isPresent() ? security.get().protect(pdu) : pdu.write());
        }
        try {
            return answer(opnum, id);
        } catch (WireException e) {
            throw new IOException("operation " + opnum + " at " + peer() + ": " + e.getMessage(), e);
        }
    }

    private void send(byte[] pdu) throws NotSent {
        try {
            channel.send(pdu);
        } catch (IOException e) {
            throw new NotSent("not sent to " + peer() + ": " + e.getMessage(), e);
        }
    }

    /** The call did not get there whole. */
    public static final class NotSent extends IOException {
        private static final long serialVersionUID = 1L;

        NotSent(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private byte[] answer(int opnum, int id) throws IOException, RpcFault {
        var assembly = new Calls.Assembly();
        long end = System.nanoTime() + channel.patience().toNanos();
        while (true) {
            Pdu pdu = received(channel.receive());
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("an answer that does not end");
            }
            switch (pdu.type()) {
                case Pdu.RESPONSE -> {
                    if (pdu.callId() != id) {
                        throw new IOException("an answer to call " + pdu.callId() + " instead of " + id);
                    }
                    Optional<byte[]> whole = assembly.add(pdu, Calls.readResponse(pdu));
                    if (whole.isPresent()) {
                        return whole.get();
                    }
                }
                case Pdu.FAULT -> throw new RpcFault("operation " + opnum, peer(), Calls.readFault(pdu).status());
                case Pdu.SHUTDOWN -> throw new IOException(peer() + " shuts down");
                default -> throw new IOException("a PDU of type " + pdu.type() + " from " + peer());
            }
        }
    }

    /** Faults about the sign-in itself come without signature. */
    private Pdu received(byte[] bytes) {
        Pdu pdu = Pdu.read(bytes);
        boolean isProtected = security.isPresent() && pdu.verifier().isPresent();
        boolean mayBePlain = pdu.type() == Pdu.FAULT || pdu.type() == Pdu.SHUTDOWN || security.isEmpty();
        return isProtected || !mayBePlain ? security.orElseThrow().unprotect(bytes) : pdu;
    }

    @Override
    public void close() {
        channel.close();
    }
}
