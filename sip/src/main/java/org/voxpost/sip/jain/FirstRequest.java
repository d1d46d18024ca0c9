package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipUri;

/** Requests outside any dialog (RFC 3261, 8.1.1). */
final class FirstRequest {
    private static final int MAX_FORWARDS = 70;

    private FirstRequest() {
    }

    /** A request with all it must have and our Contact; a new Call-ID and From tag. */
    static Request of(String method, SipUri target, SipAddress from, SipAddress to, Way way) {
        return of(method, target, from, to, way, Tokens.random() + "@" + way.listener().hostFor(way.peer()), 1);
    }

    static Request of(String method, SipUri target, SipAddress from, SipAddress to, Way way, String callId,
            long sequence) {
        try {
            InetAddress peer = way.peer();
            Request request = Messages.MESSAGES.createRequest(Messages.ADDRESSES.createURI(target.encode()), method,
                    Messages.HEADERS.createCallIdHeader(callId), Messages.HEADERS.createCSeqHeader(sequence, method),
                    Messages.HEADERS.createFromHeader(Messages.ADDRESSES.createAddress(from.encode()),
                            Tokens.random()),
                    Messages.HEADERS.createToHeader(Messages.ADDRESSES.createAddress(to.encode()), null),
                    List.of(way.listener().via(peer)), Messages.HEADERS.createMaxForwardsHeader(MAX_FORWARDS));
            request.addHeader(way.listener().contact(from.uri().user(), peer));
            way.carry(request);
            return request;
        } catch (ParseException | InvalidArgumentException wrong) {
            throw new SipException(method + " " + target.encode() + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The same request, new on another way: a branch and a Contact of its own (RFC 3263, 4.3). */
    static Request again(Request request, Way way) {
        Request again = (Request) request.clone();
        again.setHeader(way.listener().via(way.peer()));
        if (request.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                && contact.getAddress().getURI() instanceof SipURI uri) {
            again.setHeader(way.listener().contact(uri.getUser() == null ? "" : uri.getUser(), way.peer()));
        }
        way.carry(again);
        return again;
    }

    /** Sends it through an outbound proxy by a loose route (RFC 3261, 8.1.2); nothing without one. */
    static void through(Request request, Optional<SipUri> proxy) {
        proxy.ifPresent(uri -> Messages.add(request, "Route", "<" + uri.withParameter("lr", "").encode() + ">"));
    }

    /** The target as it stands in To: without what only the Request-URI may hold (RFC 3261, 19.1.1). */
    static SipAddress logical(SipUri target) {
        return new SipAddress("", new SipUri(target.scheme(), target.user(), target.host(), 0, Map.of(),
                Map.of()));
    }
}
