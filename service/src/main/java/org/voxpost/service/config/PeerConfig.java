package org.voxpost.service.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.SipPeer;

/** A PBX, SBC or proxy that may call us. */
public record PeerConfig(
        @Setting("Its name in logs and metrics, unique") String name,
        @Setting("Addresses or networks it sends from, for example `192.0.2.0/24`") List<String> sources,
        @Setting(value = "Believe its P-Asserted-Identity and Remote-Party-ID", fallback = "false") boolean trustIdentity,
        @Setting(value = "Pilot, attendant and access numbers: never a called mailbox", fallback = "[]") List<String> ownNumbers,
        @Setting(value = "Which of several diverting parties owns the mailbox: original or last", fallback = "original") SipPeer.Pick pick,
        @Setting(value = "Where to look for the called party, first hit wins", fallback = "[history-info, diversion, custom-header, p-called-party, to]") List<CallFacts.Source> order,
        @Setting(value = "Header rules of last resort", fallback = "[]") List<HeaderRule> rules,
        @Setting(value = "Site its extensions belong to; the first if empty", fallback = "\"\"") String site) {

    public PeerConfig {
        sources = List.copyOf(sources);
        ownNumbers = List.copyOf(ownNumbers);
        order = List.copyOf(order);
        rules = List.copyOf(rules);
    }

    /** Takes the mailbox number from a header. */
    public record HeaderRule(@Setting("Header name") String header,
            @Setting("Regular expression; its first group is the number") Pattern pattern) {
    }

    SipPeer toPeer() {
        return new SipPeer(name, sources, trustIdentity, Set.copyOf(ownNumbers), pick, order,
                rules.stream().map(r -> new SipPeer.HeaderRule(r.header, r.pattern)).toList());
    }
}
