package org.voxpost.service.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipUri;

/** Finds the mailbox a call is for (reference: RFC 5806, 7044 and 4458 by way of {@link CallFacts}). Pure, any thread. */
public final class CallRouting {
    private final SubscriberTable subscribers;
    private final Map<String, String> sites;

    /** @param sites site of each peer by the peer's name; a peer that is not in it belongs to the default site */
    public CallRouting(SubscriberTable subscribers, Map<String, String> sites) {
        this.subscribers = subscribers;
        this.sites = Map.copyOf(sites);
    }

    /** The first candidate with a mailbox owns the call; candidates without one are skipped and named in the rule. */
    public Route route(CallFacts facts, SipPeer peer) {
        if (facts.candidates().isEmpty()) {
            return new Route.ToPilot(facts.dialled().user() + " is a number of ours and nobody diverted the call");
        }
        List<String> skipped = new ArrayList<>();
        for (SipAddress candidate : facts.candidates()) {
            Optional<Subscriber> owner = byNumber(peer, candidate.uri().user()).or(() -> byAddress(candidate.uri()));
            if (owner.isPresent()) {
                String rule = candidate.uri().user() + " by " + facts.source() + " (" + facts.reason() + ") is "
                        + owner.get().mailbox();
                return new Route.ToMailbox(owner.get(),
                        skipped.isEmpty() ? rule : rule + "; " + withoutMailbox(skipped));
            }
            skipped.add(candidate.uri().user());
        }
        return new Route.ToNobody("by " + facts.source() + ": " + withoutMailbox(skipped));
    }

    /** Whose number it is, as dialled at the peer's site. */
    public Optional<Subscriber> byNumber(SipPeer peer, String dialled) {
        return subscribers.byNumber(site(peer), dialled);
    }

    /** Skype for Business and Teams name people by their SIP address, which is the mail address by their convention. */
    private Optional<Subscriber> byAddress(SipUri uri) {
        try {
            return uri.scheme().startsWith("sip")
                    ? subscribers.byAddress(new SmtpAddress(uri.user() + "@" + uri.host()))
                    : Optional.empty();
        } catch (IllegalArgumentException noMailAddress) {
            return Optional.empty();
        }
    }

    /** The name of the peer's site; empty for the default one. */
    public String site(SipPeer peer) {
        return sites.getOrDefault(peer.name(), "");
    }

    private static String withoutMailbox(List<String> skipped) {
        return "no mailbox at " + String.join(", ", skipped);
    }
}
