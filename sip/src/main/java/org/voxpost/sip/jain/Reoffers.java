package org.voxpost.sip.jain;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Call.NotAcceptable;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;

/**
 * Requests inside an established call: re-INVITE and UPDATE with their offers (RFC 3261, 14; RFC 3311), one at a time, and
 * what else peers send. The answerer runs on a virtual thread.
 */
final class Reoffers {
    private static final Logger LOG = LoggerFactory.getLogger(Reoffers.class);
    private final Workshop shop;
    private final Dialog dialog;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile UnaryOperator<String> answerer = Reoffers::refuse;
    private volatile String lastAnswer = "";
    private volatile @Nullable RepeatedAnswer repeated;

    Reoffers(Workshop shop, Dialog dialog) {
        this.shop = shop;
        this.dialog = dialog;
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
            case Request.INFO, Request.OPTIONS -> respond(tx, request, SipStatus.OK);
            case Request.NOTIFY -> respond(tx, request, SipStatus.OK);
            default -> notAllowed(request, tx);
        }
    }

    void acknowledged(Request ack) {
        RepeatedAnswer current = repeated;
        if (current != null && current.acknowledge(ack)) {
            repeated = null;
        }
    }

    void stop() {
        RepeatedAnswer current = repeated;
        if (current != null) {
            current.stop();
        }
    }

    private void reoffer(Request request, ServerTransaction tx) {
        if (!busy.compareAndSet(false, true)) {
            respond(tx, request, Statuses.REQUEST_PENDING);
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                dialog.refreshTarget(request);
                answer(request, tx);
            } catch (SipException unreachable) {
                LOG.info("{}", unreachable.getMessage());
            } finally {
                busy.set(false);
            }
        });
    }

    private void answer(Request request, ServerTransaction tx) {
        Optional<String> sdp;
        try {
            sdp = Messages.sdp(request).map(offer -> answerer.apply(offer));
        } catch (NotAcceptable refused) {
            LOG.debug("Re-offer refused: {}", refused.getMessage());
            respond(tx, request, SipStatus.NOT_ACCEPTABLE_HERE);
            return;
        } catch (RuntimeException failed) {
            LOG.error("Re-offer", failed);
            respond(tx, request, SipStatus.SERVER_ERROR);
            return;
        }
        sdp.ifPresent(this::inForce);
        boolean invite = request.getMethod().equals(Request.INVITE);
        Response ok = shop.messages().response(request, SipStatus.OK, dialog.localTag());
        ok.addHeader(dialog.listener().contact("", dialog.peer()));
        Messages.add(ok, "Allow", Messages.ALLOW);
        sdp.or(() -> invite && !lastAnswer.isEmpty() ? Optional.of(lastAnswer) : Optional.empty())
                .ifPresent(text -> Messages.body(ok, Messages.SDP, text));
        if (invite) {
            repeat(request, ok);
        }
        shop.outbox().respond(tx, ok);
    }

    private void repeat(Request request, Response ok) {
        RepeatedAnswer next = new RepeatedAnswer(shop.outbox(), shop.clock(), dialog.listener(), request, ok,
                shop.ackPatience(), () -> LOG.info("Re-INVITE of {} never acknowledged", Messages.callId(request)));
        repeated = next;
        next.start();
    }

    private void notAllowed(Request request, ServerTransaction tx) {
        Response refusal = shop.messages().response(request, Statuses.METHOD_NOT_ALLOWED, dialog.localTag());
        Messages.add(refusal, "Allow", Messages.ALLOW);
        shop.outbox().respond(tx, refusal);
    }

    private void respond(ServerTransaction tx, Request request, SipStatus status) {
        shop.outbox().respond(tx, shop.messages().response(request, status, dialog.localTag()));
    }

    private static String refuse(String offer) {
        throw new NotAcceptable("nobody answers offers of " + offer.length() + " characters in this call");
    }
}
