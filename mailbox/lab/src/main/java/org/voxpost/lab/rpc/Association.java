package org.voxpost.lab.rpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor;
import org.voxpost.mailbox.wire.ntlm.NtlmRefused;
import org.voxpost.mailbox.wire.rpc.Bind;
import org.voxpost.mailbox.wire.rpc.BindAck;
import org.voxpost.mailbox.wire.rpc.Calls;
import org.voxpost.mailbox.wire.rpc.Pdu;
import org.voxpost.mailbox.wire.rpc.RpcFaults;
import org.voxpost.mailbox.wire.rpc.RpcSecurity;
import org.voxpost.mailbox.wire.rpc.Syntax;

/**
 * The server's end of one RPC connection: PDUs in, PDUs out. Bind, alter_context, auth3 and requests; one call at a time.
 * Used by one thread.
 */
public final class Association implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Association.class);
    private static final int SMALLEST_FRAGMENT = 1432;
    private static final int NO_REASON = 0;
    private static final int INVALID_AUTH_TYPE = 8;

    private final List<RpcInterface> offered;
    private final LabDomain domain;
    private final String address;
    private final AssociationGroups groups;
    private final boolean secured;
    private final Map<Integer, RpcInterface> bound = new HashMap<>();
    private Optional<NtlmAcceptor> acceptor = Optional.empty();
    private Optional<RpcSecurity> security = Optional.empty();
    private Optional<LabAccount> caller;
    private Calls.Assembly assembly = new Calls.Assembly();
    private OptionalInt group = OptionalInt.empty();
    private boolean refused;
    private int largest = Bind.FRAGMENT;

    /**
     * @param offered its interfaces
     * @param address the port as text
     * @param caller who signed in at the carrier, as HTTP does
     * @param secured true if the carrier is TLS
     */
    public Association(List<RpcInterface> offered, LabDomain domain, String address, AssociationGroups groups,
            Optional<LabAccount> caller, boolean secured) {
        this.offered = offered;
        this.domain = domain;
        this.address = address;
        this.groups = groups;
        this.caller = caller;
        this.secured = secured;
    }

    /**
     * Takes a PDU.
     *
     * @return the PDUs to send back
     * @throws WireException if it is none, or wrongly signed: the connection has to be closed
     */
    public List<byte[]> receive(byte[] bytes) {
        Pdu pdu = Pdu.read(bytes);
        return switch (pdu.type()) {
            case Pdu.BIND -> bind(pdu, Pdu.BIND_ACK);
            case Pdu.ALTER_CONTEXT -> bind(pdu, Pdu.ALTER_CONTEXT_RESPONSE);
            case Pdu.AUTH3 -> {
                authenticate(pdu);
                yield List.of();
            }
            case Pdu.REQUEST -> request(bytes, pdu);
            default -> throw new WireException("ptype " + pdu.type() + " is not for servers");
        };
    }

    private List<byte[]> bind(Pdu pdu, int answerType) {
        Bind bind = Bind.read(pdu.body());
        Optional<Pdu.Verifier> verifier = pdu.verifier();
        if (verifier.isPresent() && verifier.get().type() != Pdu.Verifier.NTLM) {
            return nak(pdu, INVALID_AUTH_TYPE);
        }
        if (group.isEmpty()) {
            group = groups.join(bind.group());
        }
        if (group.isEmpty()) {
            return nak(pdu, NO_REASON);
        }
        largest = Math.max(SMALLEST_FRAGMENT, Math.min(Bind.FRAGMENT, bind.largestReceived()));
        List<BindAck.Result> results = bind.contexts().stream().map(this::accept).toList();
        var ack = new BindAck(largest, Bind.FRAGMENT, group.getAsInt(), answerType == Pdu.BIND_ACK ? address : "",
                results);
        Optional<Pdu.Verifier> challenge = security.isPresent() ? Optional.empty() : verifier.map(this::challenge);
        return List.of(new Pdu(answerType, Pdu.WHOLE, pdu.callId(), ack.write(), challenge).write());
    }

    private static List<byte[]> nak(Pdu pdu, int reason) {
        byte[] nak = new WireWriter().uint16("reason", reason).uint8("n_protocols", 1).uint8("major", 5)
                .uint8("minor", 0).bytes();
        return List.of(Pdu.of(Pdu.BIND_NAK, pdu.callId(), nak).write());
    }

    private BindAck.Result accept(Bind.Context context) {
        Optional<RpcInterface> known = offered.stream()
                .filter(one -> one.syntax().equals(context.abstractSyntax())).findFirst();
        if (known.isEmpty()) {
            return BindAck.Result.rejected(BindAck.UNKNOWN_INTERFACE);
        }
        if (!context.transferSyntaxes().contains(Syntax.NDR)) {
            return BindAck.Result.rejected(BindAck.UNKNOWN_TRANSFER_SYNTAX);
        }
        bound.put(context.id(), known.get());
        return BindAck.Result.accepted();
    }

    private Pdu.Verifier challenge(Pdu.Verifier first) {
        NtlmAcceptor ntlm = domain.acceptor();
        acceptor = Optional.of(ntlm);
        return new Pdu.Verifier(first.type(), first.level(), first.context(), ntlm.challenge(first.token()));
    }

    /** Has no answer: who is refused sees it at his first call. */
    private void authenticate(Pdu pdu) {
        Pdu.Verifier proof = pdu.verifier().orElseThrow(() -> new WireException("auth3 without token"));
        NtlmAcceptor ntlm = acceptor.orElseThrow(() -> new WireException("auth3 without bind"));
        try {
            caller = Optional.of(domain.account(ntlm.accept(proof.token(), ChannelBinding.NONE)));
            security = Optional.of(new RpcSecurity(ntlm.session(), proof.level(), proof.context()));
        } catch (NtlmRefused | WireException e) {
            LOG.info("RPC sign-in refused: {}", e.getMessage());
            refused = true;
        }
    }

    private List<byte[]> request(byte[] bytes, Pdu pdu) {
        if (refused || acceptor.isPresent() && security.isEmpty()) {
            return List.of(Calls.fault(pdu.callId(), new Calls.Fault(0, RpcFaults.ACCESS_DENIED)).write());
        }
        Pdu plain = security.isPresent() ? security.get().unprotect(bytes) : pdu;
        Calls.Request part = Calls.readRequest(plain);
        Optional<byte[]> stub = assembly.add(plain, part.stub());
        if (stub.isEmpty()) {
            return List.of();
        }
        assembly = new Calls.Assembly();
        return answer(plain.callId(), part, stub.get()).stream()
                .map(answer -> security.isPresent() ? security.get().protect(answer) : answer.write()).toList();
    }

    private List<Pdu> answer(int callId, Calls.Request request, byte[] stub) {
        RpcInterface called = bound.get(request.context());
        try {
            if (called == null) {
                throw new RpcInterface.Refusal(RpcFaults.UNKNOWN_INTERFACE);
            }
            if (called.demandsSignIn() && caller.isEmpty()) {
                throw new RpcInterface.Refusal(RpcFaults.ACCESS_DENIED);
            }
            byte[] answer = called.call(request.opnum(), stub, caller());
            int overhead = security.map(RpcSecurity::overhead).orElse(0);
            return new ArrayList<>(Calls.response(callId, request.context(), answer, largest, overhead));
        } catch (RpcInterface.Refusal e) {
            return List.of(Calls.fault(callId, new Calls.Fault(request.context(), e.status())));
        } catch (WireException e) {
            LOG.info("Bad stub for operation {}: {}", request.opnum(), e.getMessage());
            return List.of(Calls.fault(callId, new Calls.Fault(request.context(), RpcFaults.BAD_STUB)));
        }
    }

    private Caller caller() {
        return new Caller(caller, group.orElse(0), secured || security.map(RpcSecurity::isPrivate).orElse(false));
    }

    /** The connection is over. */
    @Override
    public void close() {
        group.ifPresent(groups::leave);
        group = OptionalInt.empty();
    }
}
