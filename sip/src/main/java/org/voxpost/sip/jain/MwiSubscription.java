package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi.Subscription;
import org.voxpost.sip.Mwi.SubscriptionHandler;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/**
 * One subscription to a mailbox's state (RFC 6665, 4.2): NOTIFY at once after each SUBSCRIBE, then at most one a second.
 * {@code ACTIVE -refresh-> ACTIVE; ACTIVE -Expires: 0, time, unreachable-> ENDED}.
 */
final class MwiSubscription implements Subscription, DialogUser, Outbox.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(MwiSubscription.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private final Workshop shop;
    private final Arrival arrival;
    private final SubscriptionHandler handler;
    private final Dialog dialog;
    private final SipAddress subscriber;
    private long expiresAtNanos;
    private long sentAtNanos = System.nanoTime() - PACE.toNanos();
    private boolean ended;
    private @Nullable MessageSummary pending;
    private @Nullable ScheduledFuture<?> expiry;

    MwiSubscription(Workshop shop, Arrival arrival, SubscriptionHandler handler, SipAddress subscriber) {
        this.shop = shop;
        this.arrival = arrival;
        this.handler = handler;
        this.subscriber = subscriber;
        this.dialog = Dialog.ofCallee(arrival.request(), Tokens.random(), arrival.listener(), arrival.source());
    }

    @Override
    public String id() {
        return dialog.localTag();
    }

    @Override
    public SipUri mailbox() {
        return Messages.requestUri(arrival.request());
    }

    @Override
    public SipAddress subscriber() {
        return subscriber;
    }

    @Override
    public SipPeer peer() {
        return arrival.peer();
    }

    @Override
    public void update(MessageSummary summary) {
        long waitNanos;
        synchronized (this) {
            boolean scheduled = pending != null;
            pending = summary;
            if (ended || scheduled) {
                return;
            }
            waitNanos = Math.max(0, sentAtNanos + PACE.toNanos() - System.nanoTime());
        }
        shop.clock().schedule(() -> Thread.startVirtualThread(this::sendPending), waitNanos, TimeUnit.NANOSECONDS);
    }

    /** Answers the first SUBSCRIBE, which the handler has accepted. On a virtual thread. */
    void start(Duration expires) {
        shop.calls().add(dialog.key(), this);
        accepted(arrival.request(), arrival.transaction(), expires);
    }

    @Override
    public void request(Request request, ServerTransaction tx) {
        if (!dialog.owns(request) || !request.getMethod().equals("SUBSCRIBE")) {
            respond(tx, request, Statuses.NO_SUCH_CALL);
            return;
        }
        if (!advance(request)) {
            respond(tx, request, Statuses.OUT_OF_ORDER);
            return;
        }
        Optional<Duration> expires = Subscriptions.expires(request);
        if (expires.isEmpty()) {
            Subscriptions.tooBrief(shop, request, tx, dialog.localTag());
            return;
        }
        Thread.startVirtualThread(() -> accepted(request, tx, expires.get()));
    }

    @Override
    public void acknowledged(Request ack) {
        LOG.debug("Subscription {}: stray ACK", id());
    }

    @Override
    public void answeredAgain(Response response) {
        LOG.debug("Subscription {}: stray {}", id(), response.getStatusCode());
    }

    /** Ends it from our side: the process stops. */
    @Override
    public void hangup() {
        end("deactivated");
    }

    /** A NOTIFY that finds nobody ends the subscription (RFC 6665, 4.2.2). */
    @Override
    public void response(Response response) {
        int code = response.getStatusCode();
        if (code == 404 || code == 405 || code == 410 || code == 416 || code == 480 || code == 481 || code == 482
                || code == 483 || code == 484 || code == 485 || code == 489 || code == 501 || code == 604) {
            close();
        }
    }

    @Override
    public void timeout() {
        close();
    }

    @Override
    public synchronized void resending(Request again) {
        dialog.sentUpTo(Messages.sequence(again));
    }

    private void accepted(Request request, ServerTransaction tx, Duration expires) {
        try {
            Response ok = shop.messages().response(request, SipStatus.OK, dialog.localTag());
            Messages.add(ok, "Expires", Long.toString(expires.toSeconds()));
            ok.addHeader(dialog.listener().contact(mailbox().user(), dialog.peer()));
            shop.outbox().respond(tx, ok);
            dialog.refreshTarget(request);
            MessageSummary now = handler.current(this);
            if (expires.isZero()) {
                send(now, "terminated;reason=timeout");
                close();
            } else {
                expireIn(expires);
                synchronized (this) {
                    pending = null;
                }
                send(now, active());
            }
        } catch (SipException unreachable) {
            LOG.info("Subscription {}: {}", id(), unreachable.getMessage());
            close();
        }
    }

    private void sendPending() {
        MessageSummary summary;
        synchronized (this) {
            summary = pending;
            pending = null;
            if (summary == null || ended) {
                return;
            }
        }
        send(summary, active());
    }

    private void send(MessageSummary summary, String state) {
        try {
            Request notify;
            synchronized (this) {
                sentAtNanos = System.nanoTime();
                notify = dialog.request(Request.NOTIFY);
            }
            Messages.add(notify, "Event", Subscriptions.EVENT);
            Messages.add(notify, "Subscription-State", state);
            shop.messages().addUserAgent(notify);
            Messages.body(notify, MessageSummary.TYPE, summary.encode());
            shop.outbox().request(dialog.listener(), notify, this);
        } catch (SipException unreachable) {
            LOG.info("Subscription {}: {}", id(), unreachable.getMessage());
            close();
        }
    }

    private synchronized String active() {
        long left = TimeUnit.NANOSECONDS.toSeconds(expiresAtNanos - System.nanoTime());
        return "active;expires=" + Math.max(1, left);
    }

    private synchronized void expireIn(Duration expires) {
        ScheduledFuture<?> before = expiry;
        if (before != null) {
            before.cancel(false);
        }
        expiresAtNanos = System.nanoTime() + expires.toNanos();
        expiry = shop.clock().schedule(() -> Thread.startVirtualThread(() -> end("timeout")), expires.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void end(String reason) {
        boolean up;
        synchronized (this) {
            up = !ended;
        }
        if (up) {
            send(handler.current(this), "terminated;reason=" + reason);
            close();
        }
    }

    private void close() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        shop.calls().remove(dialog.key());
        Thread.startVirtualThread(() -> handler.ended(this));
    }

    private synchronized boolean advance(Request request) {
        return dialog.advance(request);
    }

    private void respond(ServerTransaction tx, Request request, SipStatus status) {
        shop.outbox().respond(tx, shop.messages().response(request, status, dialog.localTag()));
    }
}
