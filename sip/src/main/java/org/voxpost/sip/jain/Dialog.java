package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.Via;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipListener.Transport;

/**
 * A dialog (RFC 3261, 12): both tags, both sequence numbers, the route set and where the peer wants to be reached. Owned by
 * its call, whose lock guards it.
 */
final class Dialog {
    private static final int MAX_FORWARDS = 70;
    private final BoundListener listener;
    private final InetAddress peer;
    private final String callId;
    private final Address local;
    private final String localTag;
    private final Address remote;
    private final String remoteTag;
    private final List<Address> routes;
    private final boolean ourCall;
    private URI target;
    private long localSequence;
    private long remoteSequence;

    private Dialog(BoundListener listener, InetAddress peer, String callId, Address local, String localTag,
            Address remote, String remoteTag, List<Address> routes, URI target, long localSequence,
            long remoteSequence, boolean ourCall) {
        this.listener = listener;
        this.peer = peer;
        this.callId = callId;
        this.local = local;
        this.localTag = localTag;
        this.remote = remote;
        this.remoteTag = remoteTag;
        this.routes = List.copyOf(routes);
        this.target = target;
        this.localSequence = localSequence;
        this.remoteSequence = remoteSequence;
        this.ourCall = ourCall;
    }

    /** The callee's side (12.1.1). */
    static Dialog ofCallee(Request request, String localTag, BoundListener listener, InetAddress peer) {
        Address from = ((FromHeader) request.getHeader(FromHeader.NAME)).getAddress();
        Address to = ((ToHeader) request.getHeader(ToHeader.NAME)).getAddress();
        return new Dialog(listener, peer, Messages.callId(request), to, localTag, from, Messages.fromTag(request),
                routes(request), contact(request, from.getURI(), listener), 0, Messages.sequence(request),
                false);
    }

    /** The caller's side (12.1.2). */
    static Dialog ofCaller(Request request, Response response, BoundListener listener, InetAddress peer) {
        Address from = ((FromHeader) request.getHeader(FromHeader.NAME)).getAddress();
        Address to = ((ToHeader) response.getHeader(ToHeader.NAME)).getAddress();
        List<Address> routes = new ArrayList<>(routes(response));
        Collections.reverse(routes);
        return new Dialog(listener, peer, Messages.callId(request), from, Messages.fromTag(request), to,
                Messages.toTag(response), routes, contact(response, request.getRequestURI(), listener),
                Messages.sequence(request), 0, true);
    }

    String key() {
        return key(callId, localTag);
    }

    static String key(String callId, String localTag) {
        return callId + '\n' + localTag;
    }

    String remoteTag() {
        return remoteTag;
    }

    String localTag() {
        return localTag;
    }

    InetAddress peer() {
        return peer;
    }

    BoundListener listener() {
        return listener;
    }

    /** True if {@code request} belongs to this dialog, its peer's tag included. */
    boolean owns(Request request) {
        return Messages.fromTag(request).equals(remoteTag);
    }

    /** Takes note of a request's sequence number; false if it is out of order (12.2.2). */
    boolean advance(Request request) {
        long sequence = Messages.sequence(request);
        if (sequence < remoteSequence) {
            return false;
        }
        remoteSequence = sequence;
        return true;
    }

    /** A target refresh request or response may move the peer's Contact. */
    void refreshTarget(Message message) {
        target = contact(message, target, listener);
    }

    /** The next request in this dialog, with Contact. */
    Request request(String method) {
        localSequence++;
        return build(method, localSequence);
    }

    /** The last sequence number of ours. */
    long sequence() {
        return localSequence;
    }

    /** Where the peer wants to be reached. */
    URI target() {
        return target;
    }

    /** True if the Call-ID is ours: we called. */
    boolean isOurCall() {
        return ourCall;
    }

    String callId() {
        return callId;
    }

    /** A request of ours went out again with a later sequence number. */
    void sentUpTo(long sequence) {
        localSequence = Math.max(localSequence, sequence);
    }

    /** The ACK to a 2xx: the INVITE's sequence number, a branch of its own. */
    Request ack(long sequence) {
        return build(Request.ACK, sequence);
    }

    private Request build(String method, long sequence) {
        try {
            Via via = listener.via(peer);
            FromHeader from = Messages.HEADERS.createFromHeader(local, localTag);
            ToHeader to = Messages.HEADERS.createToHeader(remote, remoteTag.isEmpty() ? null : remoteTag);
            Request request = Messages.MESSAGES.createRequest(target, method,
                    Messages.HEADERS.createCallIdHeader(callId), Messages.HEADERS.createCSeqHeader(sequence, method),
                    from, to, List.of(via), Messages.HEADERS.createMaxForwardsHeader(MAX_FORWARDS));
            for (Address route : routes) {
                request.addHeader(Messages.HEADERS.createRouteHeader(route));
            }
            request.addHeader(listener.contact("", peer));
            return request;
        } catch (ParseException | InvalidArgumentException wrong) {
            throw new SipException(method + " in call " + callId + ": " + wrong.getMessage(), wrong);
        }
    }

    private static List<Address> routes(Message message) {
        List<Address> routes = new ArrayList<>();
        for (Iterator<?> each = message.getHeaders(RecordRouteHeader.NAME); each.hasNext();) {
            if (each.next() instanceof RecordRouteHeader route) {
                routes.add(route.getAddress());
            }
        }
        return routes;
    }

    /** The Contact; over TCP and TLS with the transport in use if it names none, as peers expect. */
    private static URI contact(Message message, URI otherwise, BoundListener listener) {
        if (!(message.getHeader(ContactHeader.NAME) instanceof ContactHeader contact) || contact.isWildCard()) {
            return otherwise;
        }
        URI uri = (URI) contact.getAddress().getURI().clone();
        if (uri instanceof SipURI sip && sip.getTransportParam() == null
                && listener.point().transport() != Transport.UDP) {
            try {
                sip.setTransportParam(listener.transport());
            } catch (ParseException impossible) {
                throw new SipException("Transport " + listener.transport(), impossible);
            }
        }
        return uri;
    }
}
