package org.voxpost.sip.jain;

import gov.nist.javax.sip.stack.DefaultRouter;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.message.Request;

/** Requests go the {@link Way} that was chosen for them; those within dialogs by Route and Request-URI (RFC 3261, 8.1.2). */
public final class WayRouter extends DefaultRouter {

    /** Made by the stack. */
    public WayRouter(SipStack stack, String defaultRoute) {
        super(stack, defaultRoute);
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        Hop chosen = Way.of(request);
        return chosen == null ? super.getNextHop(request) : chosen;
    }
}
