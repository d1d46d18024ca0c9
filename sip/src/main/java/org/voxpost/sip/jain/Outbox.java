package org.voxpost.sip.jain;

import gov.nist.javax.sip.TransactionExt;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;

/** Sends; every failure of the stack becomes a {@link SipException} that names message and target. */
final class Outbox {

    /** Learns what becomes of a request of ours. Called on a stack thread. */
    interface Outcome {
        /** A provisional or final response. */
        void response(Response response);

        /** No final response in time, or the transport broke. */
        void timeout();

        /** The request is about to go out once more; no response to it has come yet. */
        default void resending(Request again) {
            // for those who do not keep it
        }

        /** The request went out once more, with credentials and the next sequence number. */
        default void resent(Request again, ClientTransaction transaction) {
            // for those who keep neither
        }
    }

    private final Credentials credentials;
    private final ServerNames servers;

    Outbox(Credentials credentials, ServerNames servers) {
        this.credentials = credentials;
        this.servers = servers;
    }

    void respond(ServerTransaction transaction, Response response) {
        try {
            transaction.sendResponse(response);
        } catch (javax.sip.SipException | InvalidArgumentException | RuntimeException failed) {
            throw failed(response.getStatusCode() + " to " + transaction.getRequest().getMethod(), failed);
        }
    }

    /**
     * Sends a response without a transaction's help: a 2xx again, which is the user agent's duty (RFC 3261, 13.3.1.4), or
     * an answer that is not worth a transaction. Over TCP and TLS it takes the request's own connection.
     */
    void respond(BoundListener listener, Request request, Response response) {
        try {
            boolean datagram = listener.transport().equals("udp");
            if (!datagram && request instanceof SIPRequest sip
                    && sip.getMessageChannel() instanceof MessageChannel channel) {
                channel.sendMessage((SIPMessage) response);
            } else {
                listener.provider().sendResponse(response);
            }
        } catch (javax.sip.SipException | IOException | RuntimeException failed) {
            throw failed(response.getStatusCode() + " to " + request.getMethod(), failed);
        }
    }

    /**
     * Sends a request; {@code outcome} is told of every response but challenges that can be answered. May wait for a
     * connection.
     */
    ClientTransaction request(BoundListener listener, Request request, Outcome outcome) {
        return plain(listener, request, new Challenged(this, listener, request, outcome, credentials));
    }

    /** The same, challenges included. */
    ClientTransaction plain(BoundListener listener, Request request, Outcome outcome) {
        try {
            ClientTransaction transaction = listener.provider().getNewClientTransaction(request);
            transaction.setApplicationData(outcome);
            if (transaction instanceof TransactionExt to) {
                TransactionTimers.set(to, Workshop.t1(peer(to)));
            }
            transaction.sendRequest();
            return transaction;
        } catch (javax.sip.SipException | RuntimeException failed) {
            throw failed(request.getMethod() + " to " + request.getRequestURI(), failed);
        }
    }

    private Optional<SipPeer> peer(TransactionExt to) {
        String address = to.getPeerAddress();
        try {
            return address == null
                    ? Optional.empty()
                    : servers.peer(InetAddress.ofLiteral(address), to.getPeerPort());
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /** Sends a request that gets no response: ACK to a 2xx. */
    void ack(BoundListener listener, Request ack) {
        try {
            listener.provider().sendRequest(ack);
        } catch (javax.sip.SipException | RuntimeException failed) {
            throw failed("ACK to " + ack.getRequestURI(), failed);
        }
    }

    private static SipException failed(String what, Exception failure) {
        return failure instanceof SipException ours
                ? ours
                : new SipException(what + ": " + failure.getMessage(), failure);
    }
}
