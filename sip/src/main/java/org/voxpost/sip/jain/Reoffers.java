package org.voxpost.sip.jain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sip.ServerTransaction;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Call.NotAcceptable;
import org.voxpost.sip.InfoKey;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;

/**
 * Requests inside an established call: re-INVITE and UPDATE with their offers (RFC 3261, 14; RFC 3311), one at a time, and
 * what else peers send. The answerer runs on a virtual thread.
 */
final class Reoffers {
    /** Whose offer is under way. */
    private enum Pending {
        NONE, OURS, THEIRS
    }

    private static final Logger LOG = LoggerFactory.getLogger(Reoffers.class);
    private final Workshop shop;
    private final Dialog dialog;
    private final SessionTimers timers;
    private final Runnable lost;
    private final AtomicReference<Pending> pending = new AtomicReference<>(Pending.NONE);
    private final SessionTimer timer;
    private volatile Consumer<Request> news = request -> LOG.debug("NOTIFY nobody waits for");
    private volatile Consumer<Character> keys = key -> LOG.debug("A key nobody waits for");
    private volatile boolean peerUpdates;
    private volatile UnaryOperator<String> answerer = Reoffers::refuse;
    private volatile String lastAnswer = "";
    private volatile @Nullable RepeatedAnswer repeated;

    /** @param lost ends the call: the session timer ran out or the peer knows the call no more */
    Reoffers(Workshop shop, Dialog dialog, SessionTimers timers, Runnable lost) {
        this.shop = shop;
        this.dialog = dialog;
        this.timers = timers;
        this.lost = lost;
        this.timer = new SessionTimer(shop.clock());
        timer.whenDue(this::refresh, lost);
    }

    /** Puts the callee's session terms into a 2xx and starts the timer by them (RFC 4028, 9). */
    void agree(Request request, Response ok) {
        noteAllow(request);
        Optional<SessionTerms> terms = SessionTerms.ofCallee(request, timers);
        Messages.add(ok, "Supported", "timer");
        terms.ifPresent(agreed -> {
            Messages.add(ok, "Session-Expires", agreed.answer());
            if (agreed.peerKnows()) {
                Messages.add(ok, "Require", "timer");
            }
        });
        timer.run(terms);
    }

    /** Starts the timer by the terms of a 2xx to a request of ours. */
    void agreed(Response ok) {
        noteAllow(ok);
        timer.run(SessionTerms.ofCaller(ok));
    }

    void answerWith(UnaryOperator<String> function) {
        answerer = function;
    }

    /** The SDP that is in force on our side: what a re-INVITE without an offer is answered with. */
    void inForce(String sdp) {
        lastAnswer = sdp;
    }

    void request(Request request, ServerTransaction tx) {
        switch (request.getMethod()) {
            case Request.INVITE, Request.UPDATE -> reoffer(request, tx);
            case Request.OPTIONS -> respond(tx, request, SipStatus.OK);
            case Request.INFO -> info(request, tx);
            case Request.NOTIFY -> {
                respond(tx, request, SipStatus.OK);
                news.accept(request);
            }
            default -> notAllowed(request, tx);
        }
    }

    /** Is told of every NOTIFY in the call; what it says of a transfer, for example. On a stack thread. */
    void onNotify(Consumer<Request> listener) {
        news = listener;
    }

    /** Is told of keys that come by INFO, in their order. On a stack thread. */
    void onKey(Consumer<Character> listener) {
        keys = listener;
    }

    void acknowledged(Request ack) {
        RepeatedAnswer current = repeated;
        if (current != null && current.acknowledge(ack)) {
            repeated = null;
        }
    }

    void stop() {
        timer.stop();
        RepeatedAnswer current = repeated;
        if (current != null) {
            current.stop();
        }
    }

    private void info(Request request, ServerTransaction tx) {
        String type = Messages.contentType(request);
        byte[] body = request.getRawContent();
        if (body == null || body.length == 0) {
            respond(tx, request, SipStatus.OK);
        } else if (InfoKey.isType(type)) {
            respond(tx, request, SipStatus.OK);
            InfoKey.of(type, new String(body, StandardCharsets.US_ASCII))
                    .ifPresent(keys); // here and now: on threads of their own keys would overtake each other
        } else {
            Response refusal = response(request, Statuses.UNSUPPORTED_MEDIA_TYPE);
            Messages.add(refusal, "Accept", "application/dtmf-relay, application/dtmf");
            shop.outbox().respond(tx, refusal);
        }
    }

    private void reoffer(Request request, ServerTransaction tx) {
        switch (pending.compareAndExchange(Pending.NONE, Pending.THEIRS)) {
            case NONE -> Thread.startVirtualThread(() -> answerInTurn(request, tx));
            case OURS -> respond(tx, request, Statuses.REQUEST_PENDING);
            case THEIRS -> {
                Response later = response(request, SipStatus.SERVER_ERROR);
                Messages.add(later, "Retry-After", Integer.toString(Glare.secondOffer(ThreadLocalRandom.current())));
                shop.outbox().respond(tx, later);
            }
        }
    }

    private void answerInTurn(Request request, ServerTransaction tx) {
        try {
            shop.outbox().respond(tx, answerAlone(request));
        } catch (SipException unreachable) {
            LOG.info("{}", unreachable.getMessage());
        }
    }

    /** Makes the answer; the next offer is welcome before the peer can have seen this one. */
    private Response answerAlone(Request request) {
        try {
            dialog.refreshTarget(request);
            return answer(request);
        } finally {
            pending.set(Pending.NONE);
        }
    }

    private Response answer(Request request) {
        Optional<Duration> least = SessionTerms.tooSmall(request, timers);
        if (least.isPresent()) {
            Response refusal = response(request, Statuses.INTERVAL_TOO_SMALL);
            Messages.add(refusal, "Min-SE", Long.toString(least.get().toSeconds()));
            return refusal;
        }
        try {
            return accepted(request, Messages.sdp(request).map(offer -> answerer.apply(offer)));
        } catch (NotAcceptable refused) {
            LOG.debug("Re-offer refused: {}", refused.getMessage());
            return response(request, SipStatus.NOT_ACCEPTABLE_HERE);
        } catch (RuntimeException failed) {
            LOG.error("Re-offer", failed);
            return response(request, SipStatus.SERVER_ERROR);
        }
    }

    private Response accepted(Request request, Optional<String> sdp) {
        sdp.ifPresent(this::inForce);
        boolean invite = request.getMethod().equals(Request.INVITE);
        Response ok = response(request, SipStatus.OK);
        ok.addHeader(dialog.listener().contact("", dialog.peer()));
        Messages.add(ok, "Allow", Messages.ALLOW);
        agree(request, ok);
        sdp.or(() -> invite && !lastAnswer.isEmpty() ? Optional.of(lastAnswer) : Optional.empty())
                .ifPresent(text -> Messages.body(ok, Messages.SDP, text));
        if (invite) {
            repeat(request, ok);
        }
        return ok;
    }

    private Response response(Request request, SipStatus status) {
        return shop.messages().response(request, status, dialog.localTag());
    }

    private void repeat(Request request, Response ok) {
        RepeatedAnswer next = shop.repeated(dialog.listener(), request, ok,
                () -> LOG.info("Re-INVITE of {} never acknowledged", Messages.callId(request)));
        repeated = next;
        next.start();
    }

    /** Shows the peer that we are still there: UPDATE if it takes that, else re-INVITE with the SDP in force. */
    private void refresh() {
        Optional<SessionTerms> terms = timer.terms();
        if (terms.isEmpty()) {
            return;
        }
        if (!pending.compareAndSet(Pending.NONE, Pending.OURS)) {
            timer.refreshIn(Duration.ofSeconds(2));
            return;
        }
        try {
            Request request = dialog.request(peerUpdates || lastAnswer.isEmpty() ? Request.UPDATE : Request.INVITE);
            shop.messages().addUserAgent(request);
            Messages.add(request, "Supported", "timer");
            Messages.add(request, "Session-Expires", terms.get().refresh());
            if (request.getMethod().equals(Request.INVITE)) {
                Messages.body(request, Messages.SDP, lastAnswer);
            }
            shop.outbox().request(dialog.listener(), request, new Refresh(request));
        } catch (SipException unreachable) {
            LOG.info("{}", unreachable.getMessage());
            pending.set(Pending.NONE);
            lost.run();
        }
    }

    /** What becomes of a refresh of ours. */
    private final class Refresh implements Outbox.Outcome {
        private Request request;

        Refresh(Request request) {
            this.request = request;
        }

        @Override
        public void response(Response response) {
            int code = response.getStatusCode();
            if (code < 200) {
                return;
            }
            pending.set(Pending.NONE);
            if (code < 300) {
                if (request.getMethod().equals(Request.INVITE)) {
                    shop.outbox().ack(dialog.listener(), dialog.ack(Messages.sequence(request)));
                }
                timer.run(SessionTerms.ofCaller(response).or(timer::terms));
            } else if (code == 408 || code == 481) {
                Thread.startVirtualThread(lost);
            } else if (code == 491) {
                timer.refreshIn(Glare.pause(dialog.isOurCall(), ThreadLocalRandom.current()));
            } else {
                peerUpdates = peerUpdates && code != 405 && code != 501;
                timer.refreshIn(Duration.ofSeconds(10));
            }
        }

        @Override
        public void resending(Request again) {
            request = again;
            dialog.sentUpTo(Messages.sequence(again));
        }

        @Override
        public void timeout() {
            pending.set(Pending.NONE);
            Thread.startVirtualThread(lost);
        }
    }

    private void noteAllow(Message message) {
        if (Messages.values(message, "Allow").stream().anyMatch(value -> value.contains(Request.UPDATE))) {
            peerUpdates = true;
        }
    }

    private void notAllowed(Request request, ServerTransaction tx) {
        Response refusal = shop.messages().response(request, Statuses.METHOD_NOT_ALLOWED, dialog.localTag());
        Messages.add(refusal, "Allow", Messages.ALLOW);
        shop.outbox().respond(tx, refusal);
    }

    private void respond(ServerTransaction tx, Request request, SipStatus status) {
        shop.outbox().respond(tx, response(request, status));
    }

    private static String refuse(String offer) {
        throw new NotAcceptable("nobody answers offers of " + offer.length() + " characters in this call");
    }
}
