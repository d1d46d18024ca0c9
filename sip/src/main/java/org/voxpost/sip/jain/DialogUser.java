package org.voxpost.sip.jain;

import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A call as the dispatcher sees it. Called on stack threads. */
interface DialogUser {

    /** A request in the dialog other than ACK and CANCEL. */
    void request(Request request, ServerTransaction transaction);

    /** An ACK that belongs to the dialog. */
    void acknowledged(Request ack);

    /** A 2xx to an INVITE of ours that no transaction claims: sent again, or by another fork. */
    void answeredAgain(Response response);

    /** Ends the call from our side. */
    void hangup();
}
