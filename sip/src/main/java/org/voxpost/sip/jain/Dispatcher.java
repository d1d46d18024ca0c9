package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;

/**
 * Takes what arrives to whom it belongs. Runs on stack threads: it answers what needs no thought, and nothing here waits.
 */
final class Dispatcher implements SipListener {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Methods we know but do not take outside a dialog (405); all others are unknown (501). */
    private static final Set<String> KNOWN = Set.of("REGISTER", "MESSAGE", "PUBLISH", "REFER");
    private final Workshop shop;
    private final PeerTable peers;
    private final Reception reception;
    private final Subscriptions subscriptions;
    private final Map<Object, BoundListener> byProvider;

    Dispatcher(Workshop shop, PeerTable peers, Reception reception, Subscriptions subscriptions,
            Map<Object, BoundListener> byProvider) {
        this.shop = shop;
        this.peers = peers;
        this.reception = reception;
        this.subscriptions = subscriptions;
        this.byProvider = byProvider;
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        BoundListener listener = byProvider.get(event.getSource());
        if (listener == null) {
            return;
        }
        try {
            Origin origin = Origin.of(request);
            InetAddress source = origin.address();
            Optional<SipPeer> peer = peers.of(origin);
            if (request.getMethod().equals(Request.ACK)) {
                shop.calls().ofRequest(request).ifPresent(call -> call.acknowledged(request));
            } else if (peer.isEmpty()) {
                unlisted(event, listener, source);
            } else if (request.getMethod().equals(Request.OPTIONS) && Messages.toTag(request).isEmpty()) {
                options(request, listener);
            } else {
                transaction(event).ifPresent(tx -> request(new Arrival(request, tx, listener, peer.get(), source)));
            }
        } catch (SipException failed) {
            LOG.info("{}", failed.getMessage());
        } catch (RuntimeException failed) {
            LOG.warn("{} from {} could not be handled", request.getMethod(), Origin.of(request).address(), failed);
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        Response response = event.getResponse();
        ClientTransaction transaction = event.getClientTransaction();
        if (transaction != null && transaction.getApplicationData() instanceof Outbox.Outcome outcome) {
            Origin.note(response, transaction);
            outcome.response(response);
        } else if (response.getStatusCode() / 100 == 2 && method(response).equals(Request.INVITE)) {
            shop.calls().ofResponse(response).ifPresent(call -> call.answeredAgain(response));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()
                && event.getClientTransaction().getApplicationData() instanceof Outbox.Outcome outcome) {
            outcome.timeout();
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.debug("Transport {} to {}:{} failed", event.getTransport(), event.getHost(), event.getPort());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // calls end by their own rules
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // dialogs are ours, not the stack's
    }

    private void request(Arrival arrival) {
        Request request = arrival.request();
        String method = request.getMethod();
        if (method.equals(Request.CANCEL)) {
            cancel(arrival);
        } else if (!Messages.toTag(request).isEmpty()) {
            shop.calls().ofRequest(request).ifPresentOrElse(call -> call.request(request, arrival.transaction()),
                    () -> outsideCalls(arrival));
        } else if (method.equals(Request.INVITE)) {
            reception.invite(arrival);
        } else if (method.equals(Request.SUBSCRIBE)) {
            subscribe(arrival);
        } else {
            refuse(arrival, method);
        }
    }

    /** Welcome outside calls, unless it requires what we do not know (RFC 3261, 8.2.2.3). */
    private void subscribe(Arrival arrival) {
        String unknown = InviteCheck.unknownExtensions(arrival.request(), Reception.EXTENSIONS);
        if (unknown.isEmpty()) {
            subscriptions.subscribe(arrival);
        } else {
            arrival.respond(shop, Statuses.BAD_EXTENSION, "Unsupported", unknown);
        }
    }

    /**
     * Answered without a transaction, which would be kept for 32 s: a flood of them must leave nothing behind. Sent again it
     * gets the same answer with the same tag (RFC 3261, 8.2.7).
     */
    private void options(Request request, BoundListener listener) {
        String tag = "o" + Integer.toHexString((Messages.callId(request) + Messages.value(request, "Via").orElse(""))
                .hashCode());
        String unknown = InviteCheck.unknownExtensions(request, Reception.EXTENSIONS);
        Response response = unknown.isEmpty()
                ? reception.options(request, tag)
                : shop.messages().response(request, Statuses.BAD_EXTENSION, tag);
        Messages.add(response, "Unsupported", unknown);
        shop.outbox().respond(listener, request, response);
    }

    private void outsideCalls(Arrival arrival) {
        if (arrival.request().getMethod().equals(Request.OPTIONS)) {
            shop.outbox().respond(arrival.transaction(), reception.options(arrival.request(), Tokens.random()));
        } else {
            arrival.respond(shop, Statuses.NO_SUCH_CALL);
        }
    }

    private void refuse(Arrival arrival, String method) {
        switch (method) {
            case Request.BYE, Request.UPDATE, Request.NOTIFY, Request.INFO, Request.PRACK ->
                arrival.respond(shop, Statuses.NO_SUCH_CALL);
            default -> {
                SipStatus status = KNOWN.contains(method) ? Statuses.METHOD_NOT_ALLOWED : Statuses.NOT_IMPLEMENTED;
                arrival.respond(shop, status, "Allow", Messages.ALLOW);
            }
        }
    }

    /** 200 to the CANCEL whether or not it is too late, 481 if we know no such INVITE (RFC 3261, 9.2). */
    private void cancel(Arrival arrival) {
        Optional<KnownInvite> invite = shop.calls().ofInvite(arrival.request());
        arrival.respond(shop, invite.isPresent() ? SipStatus.OK : Statuses.NO_SUCH_CALL);
        invite.ifPresent(KnownInvite::cancelled);
    }

    /**
     * From no peer. Whoever knows the tag of one of our dialogs is in it, wherever he writes from: whom we
     * called, or a proxy's next hop. All others are strangers.
     */
    private void unlisted(RequestEvent event, BoundListener listener, InetAddress source) {
        Request request = event.getRequest();
        Optional<DialogUser> call = request.getMethod().equals(Request.CANCEL)
                ? Optional.empty()
                : shop.calls().ofRequest(request);
        if (call.isPresent()) {
            transaction(event).ifPresent(transaction -> call.get().request(request, transaction));
        } else {
            stranger(request, listener, source);
        }
    }

    /** Answered without a transaction and without a look at the rest of the message. */
    private void stranger(Request request, BoundListener listener, InetAddress source) {
        LOG.debug("{} from {}, which is no peer", request.getMethod(), source.getHostAddress());
        shop.outbox().respond(listener, request,
                shop.messages().response(request, SipStatus.FORBIDDEN, Tokens.random()));
    }

    /** The transaction; empty for a retransmission that has one already. Must happen on the stack's thread. */
    private static Optional<ServerTransaction> transaction(RequestEvent event) {
        ServerTransaction known = event.getServerTransaction();
        if (known != null) {
            return Optional.of(known);
        }
        try {
            if (event.getSource() instanceof javax.sip.SipProvider provider) {
                return Optional.of(provider.getNewServerTransaction(event.getRequest()));
            }
        } catch (TransactionAlreadyExistsException retransmitted) {
            return Optional.empty();
        } catch (TransactionUnavailableException broken) {
            throw new SipException(event.getRequest().getMethod() + ": " + broken.getMessage(), broken);
        }
        return Optional.empty();
    }

    private static String method(Response response) {
        return response.getHeader("CSeq") instanceof javax.sip.header.CSeqHeader cseq ? cseq.getMethod() : "";
    }
}
