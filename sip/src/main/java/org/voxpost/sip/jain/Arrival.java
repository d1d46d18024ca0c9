package org.voxpost.sip.jain;

import java.net.InetAddress;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;

/** A request of a configured peer, and where it came in. */
record Arrival(Request request, ServerTransaction transaction, BoundListener listener, SipPeer peer,
        InetAddress source) {

    void respond(Workshop shop, SipStatus status) {
        respond(shop, status, "", "");
    }

    /** Responds with one more header line; none if {@code header} is empty. */
    void respond(Workshop shop, SipStatus status, String header, String value) {
        Response response = shop.messages().response(request, status, Tokens.random());
        if (!header.isEmpty()) {
            Messages.add(response, header, value);
        }
        shop.outbox().respond(transaction, response);
    }
}
