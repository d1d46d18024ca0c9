package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipEndpoint.CallHandler;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;

/** Takes new calls in, as long as there is room, and gives each to the handler on a virtual thread of its own. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    static final Set<String> EXTENSIONS = Set.of("timer", "100rel", "replaces");
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(5);
    private static final Duration RETRY_WHEN_DRAINING = Duration.ofSeconds(30);
    private final Workshop shop;
    private final CallHandler handler;
    private final CallIds ids;
    private volatile boolean draining;

    /** Short ids: the process's start in seconds and a number, both to the base of 36. */
    static final class CallIds {
        private final String start = Long.toString(System.currentTimeMillis() / 1000, 36);
        private final AtomicLong last = new AtomicLong();

        String next() {
            return start + "-" + Long.toString(last.incrementAndGet(), 36);
        }
    }

    Reception(Workshop shop, CallHandler handler, CallIds ids) {
        this.shop = shop;
        this.handler = handler;
        this.ids = ids;
    }

    void drain() {
        draining = true;
    }

    void invite(Arrival arrival) {
        Optional<KnownInvite> known = shop.calls().ofInvite(arrival.request())
                .filter(was -> !was.redirected() || was.sameBranch(arrival.request()));
        if (known.isPresent()) {
            again(arrival, known.get());
            return;
        }
        Optional<InviteCheck.Refusal> refusal = InviteCheck.refusal(arrival.request(), EXTENSIONS)
                .or(() -> SessionTerms.tooSmall(arrival.request(), shop.timers(arrival.peer()))
                        .map(least -> new InviteCheck.Refusal(Statuses.INTERVAL_TOO_SMALL,
                                List.of(new HeaderLine("Min-SE", Long.toString(least.toSeconds()))))));
        if (refusal.isPresent()) {
            refuse(arrival, refusal.get());
        } else if (draining) {
            unavailable(arrival, RETRY_WHEN_DRAINING);
        } else {
            replacing(arrival);
        }
    }

    /** The call it takes the place of is one of the same peer and goes on until this one is taken (RFC 3891, 3). */
    private void replacing(Arrival arrival) {
        try {
            Optional<Replaces> wanted = Replaces.of(arrival.request());
            Optional<IncomingCall> replaced = wanted.flatMap(which -> shop.calls().replacedBy(which, arrival.peer()));
            if (wanted.isPresent() && replaced.isEmpty()) {
                arrival.respond(shop, Statuses.NO_SUCH_CALL);
            } else if (replaced.filter(call -> call.ended().isPresent()).isPresent()) {
                arrival.respond(shop, Statuses.DECLINE);
            } else if (wanted.filter(Replaces::earlyOnly).isPresent()
                    && replaced.filter(IncomingCall::answered).isPresent()) {
                arrival.respond(shop, SipStatus.BUSY_HERE);
            } else if (!enter(arrival.peer())) {
                unavailable(arrival, RETRY_WHEN_FULL);
            } else {
                take(arrival, replaced);
            }
        } catch (IllegalArgumentException malformed) {
            LOG.info("INVITE refused: {}", malformed.getMessage());
            arrival.respond(shop, Statuses.BAD_REQUEST);
        }
    }

    /** The answer to OPTIONS. */
    Response options(Request request, String toTag) {
        Response response = shop.messages().response(request,
                draining ? SipStatus.SERVICE_UNAVAILABLE : SipStatus.OK, toTag);
        if (draining) {
            Messages.add(response, "Retry-After", Long.toString(RETRY_WHEN_DRAINING.toSeconds()));
        }
        Messages.add(response, "Allow", Messages.ALLOW);
        Messages.add(response, "Accept", Messages.SDP);
        Messages.add(response, "Accept-Encoding", "identity");
        Messages.add(response, "Supported", String.join(", ", EXTENSIONS));
        return response;
    }

    /** The same INVITE on another branch came here twice by a fork: one of them is enough (RFC 3261, 8.2.2.2). */
    private void again(Arrival arrival, KnownInvite known) {
        if (known.sameBranch(arrival.request())) {
            known.retransmitted();
        } else {
            arrival.respond(shop, Statuses.LOOP_DETECTED);
        }
    }

    private void refuse(Arrival arrival, InviteCheck.Refusal refusal) {
        Response response = shop.messages().response(arrival.request(), refusal.status(), Tokens.random());
        refusal.headers().forEach(line -> Messages.add(response, line.name(), line.value()));
        shop.outbox().respond(arrival.transaction(), response);
    }

    private void unavailable(Arrival arrival, Duration retryAfter) {
        arrival.respond(shop, SipStatus.SERVICE_UNAVAILABLE, "Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    /** Takes a place of the endpoint's and one of the peer's, or none. */
    private boolean enter(SipPeer peer) {
        if (!shop.calls().enter(shop.settings().maxCalls())) {
            return false;
        }
        if (!shop.calls().enterPeer(peer.name(), peer.trunk().maxCalls())) {
            shop.calls().leave();
            return false;
        }
        return true;
    }

    private void take(Arrival arrival, Optional<IncomingCall> replaced) {
        IncomingCall call;
        try {
            call = new IncomingCall(ids.next(), shop, arrival.listener(), arrival.peer(), arrival.request(),
                    arrival.transaction(), arrival.source(), replaced.map(IncomingCall::facts));
            shop.calls().addInvite(arrival.request(), call);
            shop.calls().add(call.dialogKey(), call);
            shop.outbox().respond(arrival.transaction(),
                    shop.messages().response(arrival.request(), Statuses.TRYING, ""));
        } catch (RuntimeException failed) {
            shop.calls().leave();
            shop.calls().leavePeer(arrival.peer().name());
            throw failed;
        }
        Thread.ofVirtual().name("call-" + call.id()).start(() -> {
            replaced.ifPresent(IncomingCall::hangup);
            handle(call);
        });
    }

    private void handle(IncomingCall call) {
        try {
            handler.take(call);
        } catch (RuntimeException failed) {
            LOG.error("Call {}: its handler failed", call.id(), failed);
            call.reject(SipStatus.SERVER_ERROR);
            call.hangup();
        }
        try {
            call.reject(SipStatus.SERVER_ERROR); // does nothing if the call was answered or refused
        } catch (SipException unreachable) {
            LOG.info("Call {}: {}", call.id(), unreachable.getMessage());
        }
    }
}
