package org.voxpost.service.mwi;

import java.util.Optional;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipUri;

/**
 * A peer whose extensions have lamps.
 *
 * @param name of the SIP peer
 * @param site whose extensions it knows
 * @param target where NOTIFY goes unasked, without user part; empty: nowhere
 * @param driver sets lamps in the PBX's own way instead of NOTIFY
 * @param from our identity there: the pilot number
 * @param subscribe true if its telephones may subscribe
 */
public record LampPeer(String name, String site, Optional<SipUri> target, Optional<LampRoad> driver, SipAddress from,
        boolean subscribe) {

    /** By NOTIFY, if at all. */
    public LampPeer(String name, String site, Optional<SipUri> target, SipAddress from, boolean subscribe) {
        this(name, site, target, Optional.empty(), from, subscribe);
    }

    /** Address of one extension there. */
    SipUri extension(SipUri where, String number) {
        return new SipUri(where.scheme(), number, where.host(), where.port(), where.parameters(), where.headers());
    }
}
