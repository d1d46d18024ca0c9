package org.voxpost.service.routing;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.sip.Call;
import org.voxpost.sip.SipEndpoint;

/** Knows which subscribers talk to this service now, by seeing every call pass; adds that to what else is known of them. */
public final class OwnCalls implements PersonStates, SipEndpoint.CallHandler {
    private final CallRouting routing;
    private final PersonStates others;
    private final SipEndpoint.CallHandler next;
    private final InstantSource clock;
    private final ConcurrentMap<String, Integer> calls = new ConcurrentHashMap<>();

    /** @param next takes the call and returns when it is over */
    public OwnCalls(CallRouting routing, PersonStates others, SipEndpoint.CallHandler next, InstantSource clock) {
        this.routing = routing;
        this.others = others;
        this.next = next;
        this.clock = clock;
    }

    @Override
    public void take(Call call) {
        Optional<String> caller = routing.byNumber(call.peer(), call.facts().caller().address().uri().user())
                .map(Subscriber::id);
        caller.ifPresent(id -> calls.merge(id, 1, Integer::sum));
        try {
            next.take(call);
        } finally {
            caller.ifPresent(id -> calls.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1));
        }
    }

    @Override
    public Optional<PersonState> of(Subscriber subscriber) {
        Optional<PersonState> known = others.of(subscriber);
        return !calls.containsKey(subscriber.id())
                ? known
                : Optional.of(known.map(PersonState::alsoOnCall).orElseGet(() -> PersonState.onCall(clock.instant())));
    }
}
