package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/**
 * A call that goes out.
 *
 * <p>{@code CALLING -200-> UP; CALLING -300..699, time-out-> OVER; CALLING -hangup-> LEAVING (CANCEL, once a 1xx has come);
 * LEAVING -final answer, time-out-> OVER (a 200 is acknowledged and ended with BYE); UP -BYE, hangup-> OVER}
 */
final class OutgoingInvite implements OutgoingCall, DialogUser {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingInvite.class);

    private static final int SILENCE = 8; // times T1: sent four times by then (RFC 3261, 17.1.1.2)

    private enum State {
        CALLING, LEAVING, UP, OVER
    }

    private final String id;
    private final Workshop shop;
    private final List<Way> ways;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();
    private volatile Way way;
    private volatile Request invite;
    private final String key;
    private final Endings endings = new Endings();
    private final CompletableFuture<SipStatus> outcome = new CompletableFuture<>();
    private final AtomicBoolean cancelSent = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.CALLING;
    private boolean ringing;
    private volatile @Nullable ClientTransaction transaction;
    private volatile @Nullable Dialog dialog;
    private volatile @Nullable Reoffers reoffers;
    private volatile @Nullable UnaryOperator<String> answerer;
    private volatile @Nullable Consumer<String> earlyMedia;
    private volatile Optional<String> earlySdp = Optional.empty();
    private final Map<String, Dialog> earlyDialogs = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> remoteSdp = Optional.empty();

    /** @param ways in the order to be tried; {@code invite} is made for the first of them */
    OutgoingInvite(String id, Workshop shop, List<Way> ways, Request invite) {
        this.id = id;
        this.shop = shop;
        this.ways = List.copyOf(ways);
        this.way = ways.getFirst();
        this.invite = invite;
        this.key = Dialog.key(Messages.callId(invite), Messages.fromTag(invite));
    }

    /** Sends the INVITE; waits for a connection if it needs one. */
    void dial() {
        shop.calls().add(key, this);
        attempt(0);
    }

    private void attempt(int number) {
        Way taken = ways.get(number);
        Attempt attempt = new Attempt(number);
        current.set(attempt);
        way = taken;
        if (number > 0) {
            invite = FirstRequest.again(invite, taken);
            locked(() -> ringing = false);
        }
        try {
            transaction = shop.outbox().request(taken.listener(), invite, attempt);
            if (number + 1 < ways.size()) {
                shop.clock().schedule(attempt::silent, SILENCE * shop.t1(taken).toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        } catch (SipException unreachable) {
            LOG.info("Call {}: {}", id, unreachable.getMessage());
            attempt.failed(SipStatus.SERVICE_UNAVAILABLE, CallEnd.LOST);
        }
    }

    /** The INVITE on one way. Where that fails before anybody answered, the next way is tried (RFC 3263, 4.3). */
    private final class Attempt implements Outbox.Outcome {
        private final int number;
        private volatile boolean heard;

        Attempt(int number) {
            this.number = number;
        }

        @Override
        public void response(Response response) {
            int status = response.getStatusCode();
            heard = true;
            if (status / 100 == 2) {
                shop.targets().worked(ways.get(number));
                answered(response);
            } else if (status == 503) {
                failed(Exchange.status(response), CallEnd.REJECTED);
            } else if (current.get() == this && status < 200) {
                locked(() -> ringing = true);
                cancelWhenRinging();
                provisional(response);
            } else if (current.get() == this) {
                finish(Exchange.status(response), CallEnd.REJECTED);
            }
        }

        @Override
        public void resent(Request again, ClientTransaction resent) {
            if (current.get() == this) {
                transaction = resent;
                cancelWhenRinging();
            }
        }

        @Override
        public void resending(Request again) {
            if (current.get() == this) {
                locked(() -> ringing = false);
                invite = again;
            }
        }

        @Override
        public void timeout() {
            failed(SipStatus.REQUEST_TIMEOUT, CallEnd.LOST);
        }

        /** Not a word of an answer although it was sent several times. */
        void silent() {
            if (!heard) {
                failed(SipStatus.REQUEST_TIMEOUT, CallEnd.LOST);
            }
        }

        /** On to the next way; the call is over if there is none. */
        void failed(SipStatus status, CallEnd how) {
            shop.targets().failed(ways.get(number));
            boolean more = number + 1 < ways.size() && locked(() -> state == State.CALLING);
            if (more && current.compareAndSet(this, null)) {
                Thread.startVirtualThread(() -> attempt(number + 1));
            } else if (!more && current.get() == this) {
                finish(status, how);
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String sipCallId() {
        return Messages.callId(invite);
    }

    @Override
    public Optional<String> remoteSdp() {
        return remoteSdp;
    }

    @Override
    public Optional<CallEnd> ended() {
        return endings.ended();
    }

    @Override
    public void whenEnded(Runnable action) {
        endings.whenEnded(action);
    }

    @Override
    public void onEarlyMedia(Consumer<String> listener) {
        earlyMedia = listener;
        earlySdp.ifPresent(listener);
    }

    @Override
    public Optional<SipUri> inOurPlace() {
        Dialog up = dialog;
        if (up == null || locked(() -> state != State.UP)) {
            return Optional.empty();
        }
        try {
            SipUri target = SipUri.parse(up.target().toString());
            return Optional.of(target.withHeader("Replaces",
                    up.callId() + ";to-tag=" + up.remoteTag() + ";from-tag=" + up.localTag()));
        } catch (IllegalArgumentException unreadable) {
            LOG.info("Call {}: {}", id, unreadable.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void onReoffer(UnaryOperator<String> function) {
        answerer = function;
        Reoffers offers = reoffers;
        if (offers != null) {
            offers.answerWith(function);
        }
    }

    @Override
    public SipStatus awaitAnswer(Duration patience) {
        try {
            return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException tooLate) {
            hangup();
            return SipStatus.REQUEST_TIMEOUT;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            hangup();
            return SipStatus.REQUEST_TIMEOUT;
        }
    }

    @Override
    public void hangup() {
        switch (step(State.CALLING, State.LEAVING)) {
            case CALLING -> {
                endings.end(CallEnd.LOCAL_HANGUP);
                cancelWhenRinging();
            }
            case UP -> {
                if (enter(State.OVER) == State.UP) {
                    bye(dialog);
                    over(CallEnd.LOCAL_HANGUP);
                }
            }
            case LEAVING, OVER -> LOG.debug("Call {} has ended already", id);
        }
    }

    @Override
    public void answeredAgain(Response response) {
        answered(response);
    }

    @Override
    public void acknowledged(Request ack) {
        Reoffers current = reoffers;
        if (current != null) {
            current.acknowledged(ack);
        }
    }

    @Override
    public void request(Request request, ServerTransaction tx) {
        Dialog current = dialog;
        Reoffers offers = reoffers;
        if (current == null || offers == null || !current.owns(request)) {
            respond(tx, request, Statuses.NO_SUCH_CALL);
        } else if (request.getMethod().equals(Request.BYE)) {
            respond(tx, request, SipStatus.OK);
            enter(State.OVER);
            over(CallEnd.REMOTE_BYE);
        } else if (!advance(current, request)) {
            respond(tx, request, Statuses.OUT_OF_ORDER);
        } else {
            offers.request(request, tx);
        }
    }

    /** The first 2xx makes the call; the same again is acknowledged again; another fork's is acknowledged and ended. */
    private void answered(Response response) {
        Dialog fresh = Dialog.ofCaller(invite, response, way.listener(), way.peer());
        Dialog known = dialog;
        Dialog early = earlyDialogs.get(fresh.remoteTag());
        if (early != null) {
            fresh.sentUpTo(early.sequence());
        }
        acknowledge(fresh);
        if (known != null) {
            if (!known.remoteTag().equals(fresh.remoteTag())) {
                Thread.startVirtualThread(() -> bye(fresh));
            }
            return;
        }
        dialog = fresh;
        Reoffers offers = new Reoffers(shop, fresh, shop.timers(way), this::lost);
        UnaryOperator<String> function = answerer;
        if (function != null) {
            offers.answerWith(function);
        }
        reoffers = offers;
        if (step(State.CALLING, State.UP) == State.CALLING) {
            remoteSdp = Messages.sdp(response);
            offers.inForce(Messages.sdp(invite).orElse(""));
            offers.agreed(response);
            outcome.complete(SipStatus.OK);
            return;
        }
        enter(State.OVER);
        Thread.startVirtualThread(() -> bye(fresh));
        over(CallEnd.LOCAL_HANGUP);
    }

    /** What a provisional answer asks for and brings: PRACK (RFC 3262, 4), early media. */
    private void provisional(Response response) {
        Optional<Long> rseq = Messages.value(response, "RSeq").filter(text -> text.matches("\\d{1,10}"))
                .map(Long::valueOf);
        boolean reliable = Messages.values(response, "Require").stream().anyMatch(value -> value.contains("100rel"));
        if (reliable && rseq.isPresent() && !Messages.toTag(response).isEmpty()) {
            prack(response, rseq.get());
        }
        Optional<String> sdp = Messages.sdp(response);
        earlySdp = sdp.or(() -> earlySdp);
        Consumer<String> listener = earlyMedia;
        if (listener != null) {
            sdp.ifPresent(listener);
        }
    }

    private void prack(Response response, long rseq) {
        Dialog early = earlyDialogs.computeIfAbsent(Messages.toTag(response),
                tag -> Dialog.ofCaller(invite, response, way.listener(), way.peer()));
        if (!acknowledged.add(Messages.toTag(response) + ' ' + rseq)) {
            return; // PRACK repeats itself
        }
        Request prack = locked(() -> early.request(Request.PRACK));
        Messages.add(prack, "RAck", rseq + " " + Messages.sequence(invite) + " " + Request.INVITE);
        Thread.startVirtualThread(() -> {
            try {
                shop.outbox().request(way.listener(), prack, new Acknowledgement(early));
            } catch (SipException unreachable) {
                LOG.info("Call {}: {}", id, unreachable.getMessage());
            }
        });
    }

    /** A PRACK of ours: the next request follows the last number it took. */
    private final class Acknowledgement implements Outbox.Outcome {
        private final Dialog early;

        Acknowledgement(Dialog early) {
            this.early = early;
        }

        @Override
        public void response(Response response) {
            LOG.debug("Call {}: {} to PRACK", id, response.getStatusCode());
        }

        @Override
        public void timeout() {
            LOG.debug("Call {}: nothing to PRACK", id);
        }

        @Override
        public void resending(Request again) {
            locked(() -> {
                early.sentUpTo(Messages.sequence(again));
                return early;
            });
        }
    }

    private void lost() {
        if (enter(State.OVER) == State.UP) {
            bye(dialog);
            over(CallEnd.LOST);
        }
    }

    private void acknowledge(Dialog with) {
        try {
            shop.outbox().ack(way.listener(), with.ack(Messages.sequence(invite)));
        } catch (SipException unreachable) {
            LOG.info("Call {}: {}", id, unreachable.getMessage());
        }
    }

    /** A CANCEL may be sent only after a provisional response (RFC 3261, 9.1). */
    private void cancelWhenRinging() {
        ClientTransaction inviting = transaction;
        boolean due = locked(() -> state == State.LEAVING && ringing);
        if (due && inviting != null && cancelSent.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> cancel(inviting));
        }
    }

    private void cancel(ClientTransaction inviting) {
        try {
            Request cancel = inviting.createCancel();
            way.carry(cancel);
            shop.outbox().plain(way.listener(), cancel, Unheard.INSTANCE); // nobody may ask for credentials here
        } catch (javax.sip.SipException | SipException unsendable) {
            LOG.info("Call {}: CANCEL: {}", id, unsendable.getMessage());
        }
    }

    private void bye(@Nullable Dialog of) {
        if (of == null) {
            return;
        }
        try {
            Request bye = locked(() -> of.request(Request.BYE));
            shop.messages().addUserAgent(bye);
            shop.outbox().request(way.listener(), bye, Unheard.INSTANCE);
        } catch (SipException unreachable) {
            LOG.info("Call {}: {}", id, unreachable.getMessage());
        }
    }

    private void finish(SipStatus status, CallEnd how) {
        if (locked(() -> state == State.CALLING || state == State.LEAVING) && enter(State.OVER) != State.OVER) {
            outcome.complete(status);
            over(how);
        }
    }

    private void over(CallEnd how) {
        Reoffers offers = reoffers;
        if (offers != null) {
            offers.stop();
        }
        endings.end(how);
        outcome.complete(SipStatus.REQUEST_TIMEOUT);
        shop.calls().leave();
        shop.clock().schedule(() -> shop.calls().remove(key), 32, TimeUnit.SECONDS); // late 200s find it
    }

    private void respond(ServerTransaction tx, Request request, SipStatus status) {
        shop.outbox().respond(tx, shop.messages().response(request, status, Messages.fromTag(invite)));
    }

    private boolean advance(Dialog in, Request request) {
        return locked(() -> in.advance(request));
    }

    private State step(State from, State to) {
        return locked(() -> {
            State was = state;
            state = was == from ? to : was;
            return was;
        });
    }

    private State enter(State to) {
        return locked(() -> {
            State was = state;
            state = to;
            return was;
        });
    }

    private <T> T locked(java.util.function.Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
