package org.voxpost.service.routing;

import java.util.Optional;
import org.voxpost.sip.SipUri;

/** The Diversion header (RFC 5806) a call carries on a route that is not the one it was for. Pure. */
public final class DiversionText {
    private DiversionText() {
    }

    /** The header's value, for example {@code <sip:2001@192.0.2.10>;reason=no-answer}; empty where nothing was diverted. */
    public static Optional<String> of(LookupResult result, int route) {
        String reason = result.diversionReason(route);
        Optional<String> number = result.extension().or(result::e164);
        return reason.isEmpty() || number.isEmpty()
                ? Optional.empty()
                : Optional.of("<" + SipUri.of(number.get(), SipUri.parse(result.routes().getFirst().uri()).host(), 0)
                        .encode() + ">;reason=" + reason);
    }
}
