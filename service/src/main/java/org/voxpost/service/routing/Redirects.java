package org.voxpost.service.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.LookupResult.Matched;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.CallFacts.DivertReason;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/**
 * Answers calls of some peers as a redirect server does (RFC 3261, 8.3): a switch asks by INVITE and is told by 302 or 300
 * where the call goes, instead of asking over HTTP. Calls that were diverted, or are for one of our own numbers, are taken
 * as ever. A contact that takes messages names the mailbox and the cause in its address (RFC 4458): headers in a contact's
 * address would end in Request-URIs, where they are forbidden. A Diversion header is in the answer where all of it is
 * diverted (RFC 5806).
 */
public final class Redirects implements SipEndpoint.CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Redirects.class);
    private static final SipStatus DECLINE = new SipStatus(603, "Decline");
    private static final Map<String, String> CAUSES = Map.of("unconditional", "302", "no-answer", "408", "user-busy",
            "486");

    private final LookupEngine engine;
    private final Set<String> peers;
    private final CallRouting routing;
    private final SipEndpoint.CallHandler next;

    /** @param peers names of those that are redirected */
    public Redirects(LookupEngine engine, Set<String> peers, CallRouting routing, SipEndpoint.CallHandler next) {
        this.engine = engine;
        this.peers = Set.copyOf(peers);
        this.routing = routing;
        this.next = next;
    }

    @Override
    public void take(Call call) {
        CallFacts facts = call.facts();
        boolean fresh = facts.reason() == DivertReason.NONE && !facts.candidates().isEmpty();
        if (!peers.contains(call.peer().name()) || !fresh) {
            next.take(call);
            return;
        }
        String caller = facts.caller().anonymous() ? "anonymous" : facts.caller().address().uri().user();
        LookupResult result = engine.lookup(new LookupQuery(caller, Optional.of(facts.dialled().user()),
                routing.site(call.peer())));
        if (result.matched() == Matched.SERVICE) {
            next.take(call);
            return;
        }
        LOG.info("{} asked where {} is: {} {}", call.peer().name(), CleanText.of(facts.dialled().user()),
                result.treatment(), result.reason());
        answer(call, result);
    }

    private static void answer(Call call, LookupResult result) {
        if (result.treatment() == Treatment.REJECT) {
            call.reject(DECLINE);
        } else if (result.routes().isEmpty()) {
            call.reject(result.matched() == Matched.NONE ? SipStatus.NOT_FOUND : SipStatus.TEMPORARILY_UNAVAILABLE);
        } else {
            List<SipUri> contacts = new ArrayList<>();
            for (int i = 0; i < result.routes().size(); i++) {
                contacts.add(contact(result, i));
            }
            call.redirect(contacts, DiversionText.of(result, 0)
                    .map(diversion -> List.of(new HeaderLine("Diversion", diversion))).orElseGet(List::of));
        }
    }

    private static SipUri contact(LookupResult result, int route) {
        SipUri uri = SipUri.parse(result.routes().get(route).uri());
        Optional<String> diversion = DiversionText.of(result, route);
        if (diversion.isEmpty()) {
            return uri;
        }
        String target = diversion.get().substring(1, diversion.get().indexOf('>'));
        return uri.withParameter("target", target).withParameter("cause",
                CAUSES.getOrDefault(result.diversionReason(route), "404"));
    }
}
