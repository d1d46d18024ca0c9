package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.Transfer;

/**
 * A call that came in.
 *
 * <p>{@code RINGING -answer-> ANSWERED; ANSWERED -ACK-> CONFIRMED; RINGING -CANCEL, reject, hangup, BYE-> OVER; ANSWERED
 * -no ACK, BYE-> OVER; ANSWERED -hangup-> LEAVING; LEAVING -ACK, no ACK-> OVER (BYE is sent only then: RFC 3261, 15);
 * CONFIRMED -BYE, hangup, session timer-> OVER}
 */
final class IncomingCall implements Call, DialogUser, KnownInvite {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingCall.class);
    private static final Duration MEMORY = Duration.ofSeconds(32); // Timer H: late retransmissions find their call
    private static final SipStatus RINGING = new SipStatus(180, "Ringing");
    private static final SipStatus TERMINATED = new SipStatus(487, "Request Terminated");

    private enum State {
        RINGING, ANSWERED, CONFIRMED, LEAVING, OVER
    }

    private final String id;
    private final Workshop shop;
    private final BoundListener listener;
    private final SipPeer peer;
    private final CallFacts facts;
    private final Request invite;
    private final ServerTransaction transaction;
    private final Dialog dialog;
    private final AtomicBoolean left = new AtomicBoolean();
    private final Endings endings = new Endings();
    private final CompletableFuture<Optional<String>> remoteAnswer = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Reoffers reoffers;
    private volatile boolean redirected;
    private State state = State.RINGING;
    private @Nullable RepeatedAnswer answer;
    private volatile @Nullable RepeatedAnswer provisional;
    private volatile long rseq;

    /** @param replaced what was known of the call that this one takes the place of */
    IncomingCall(String id, Workshop shop, BoundListener listener, SipPeer peer, Request invite,
            ServerTransaction transaction, InetAddress source, Optional<CallFacts> replaced) {
        this.id = id;
        this.shop = shop;
        this.listener = listener;
        this.peer = peer;
        this.invite = invite;
        this.transaction = transaction;
        CallFacts told = CallFacts.of(Messages.requestUri(invite), Messages.lines(invite), peer);
        this.facts = replaced.map(before -> before.withCaller(told.caller())).orElse(told);
        this.dialog = Dialog.ofCallee(invite, Tokens.random(), listener, source);
        this.reoffers = new Reoffers(shop, dialog, shop.timers(peer), () -> bye(CallEnd.LOST));
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
    public SipPeer peer() {
        return peer;
    }

    @Override
    public CallFacts facts() {
        return facts;
    }

    @Override
    public Optional<String> offer() {
        return Messages.sdp(invite);
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
    public void onReoffer(UnaryOperator<String> answerer) {
        reoffers.answerWith(answerer);
    }

    @Override
    public void onKey(Consumer<Character> listener) {
        reoffers.onKey(listener);
    }

    @Override
    public Transfer transfer(SipUri target, Optional<SipAddress> referredBy, Duration patience) {
        if (locked(() -> state != State.CONFIRMED)) {
            return new Transfer(Transfer.Outcome.CALL_OVER, Statuses.NO_SUCH_CALL);
        }
        Referral referral = new Referral(sequence -> locked(() -> dialog.sentUpTo(sequence)));
        reoffers.onNotify(referral::news);
        endings.whenEnded(referral::callOver);
        try {
            Request refer = locked(() -> dialog.request(Request.REFER));
            shop.messages().addUserAgent(refer);
            Messages.add(refer, "Refer-To", "<" + target.encode() + ">");
            referredBy.ifPresent(who -> Messages.add(refer, "Referred-By", "<" + who.uri().encode() + ">"));
            shop.outbox().request(listener, refer, referral);
        } catch (SipException unreachable) {
            LOG.info("Call {}: {}", id, unreachable.getMessage());
            return new Transfer(Transfer.Outcome.FAILED, SipStatus.SERVICE_UNAVAILABLE);
        }
        Transfer transfer = referral.await(patience);
        if (transfer.outcome() == Transfer.Outcome.DONE) {
            hangup();
        }
        return transfer;
    }

    String remoteTag() {
        return dialog.remoteTag();
    }

    /** True once a 200 was sent. */
    boolean answered() {
        return locked(() -> state != State.RINGING);
    }

    String dialogKey() {
        return dialog.key();
    }

    @Override
    public boolean sameBranch(Request other) {
        return Messages.branch(other).equals(Messages.branch(invite));
    }

    @Override
    public void ring() {
        locked(() -> {
            if (state == State.RINGING) {
                Response ringing = withContact(RINGING);
                if (provisional == null && InviteCheck.tokens(invite, "Require").anyMatch("100rel"::equals)) {
                    reliably(ringing);
                }
                send(ringing);
            }
        });
    }

    /** Sent again until PRACK comes; a caller who asked for that and does not send it is refused (RFC 3262, 3). */
    private void reliably(Response ringing) {
        rseq = ThreadLocalRandom.current().nextLong(1, 1 << 30);
        Messages.add(ringing, "Require", "100rel");
        Messages.add(ringing, "RSeq", Long.toString(rseq));
        RepeatedAnswer repeated = shop.repeated(listener, invite, ringing,
                () -> Thread.startVirtualThread(() -> reject(Statuses.SERVER_TIMEOUT)));
        provisional = repeated;
        repeated.start();
    }

    private void prack(Request request, ServerTransaction tx) {
        RepeatedAnswer repeated = provisional;
        String expected = rseq + " " + Messages.sequence(invite) + " " + Request.INVITE;
        boolean ours = repeated != null && !repeated.acknowledged()
                && Messages.value(request, "RAck").orElse("").strip().replaceAll("\\s+", " ").equals(expected);
        if (ours && repeated != null) {
            repeated.stop();
        }
        respond(tx, request, ours ? SipStatus.OK : Statuses.NO_SUCH_CALL);
    }

    @Override
    public void answer(String sdp) {
        locked(() -> {
            if (state != State.RINGING) {
                return;
            }
            Response ok = withContact(SipStatus.OK);
            Messages.addConstant(ok, "Allow", Messages.ALLOW);
            reoffers.agree(invite, ok);
            Messages.body(ok, Messages.SDP, sdp);
            RepeatedAnswer repeated = shop.repeated(listener, invite, ok,
                    () -> Thread.startVirtualThread(this::neverAcknowledged));
            state = State.ANSWERED;
            answer = repeated;
            stopProvisional();
            reoffers.inForce(sdp);
            send(ok);
            repeated.start();
        });
    }

    @Override
    public Optional<String> awaitRemoteAnswer(Duration patience) {
        try {
            return remoteAnswer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException tooLate) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void reject(SipStatus status) {
        reject(status, response(status));
    }

    @Override
    public void reject(SipStatus status, Duration retryAfter) {
        Response refusal = response(status);
        Messages.add(refusal, "Retry-After", Long.toString(retryAfter.toSeconds()));
        reject(status, refusal);
    }

    @Override
    public void redirect(List<SipUri> contacts, List<HeaderLine> headers) {
        if (contacts.isEmpty()) {
            reject(SipStatus.TEMPORARILY_UNAVAILABLE);
            return;
        }
        SipStatus status = contacts.size() == 1
                ? new SipStatus(302, "Moved Temporarily")
                : new SipStatus(300, "Multiple Choices");
        Response elsewhere = response(status);
        elsewhere.removeHeader("Contact");
        for (int i = 0; i < contacts.size(); i++) {
            double wanted = 1 - (double) i / contacts.size();
            Messages.add(elsewhere, "Contact",
                    "<%s>;q=%s".formatted(contacts.get(i).encode(), Math.round(wanted * 1000) / 1000.0));
        }
        headers.forEach(header -> Messages.add(elsewhere, header.name(), header.value()));
        redirected = true;
        reject(status, elsewhere);
    }

    @Override
    public boolean redirected() {
        return redirected;
    }

    private void reject(SipStatus status, Response refusal) {
        if (status.code() < 300) {
            throw new IllegalArgumentException("A call is refused by 300 to 699, not by " + status.code());
        }
        if (leaveRinging(refusal)) {
            over(CallEnd.REJECTED);
        }
    }

    private Response response(SipStatus status) {
        return shop.messages().response(invite, status, dialog.localTag());
    }

    /** Answers the INVITE 487 if it is not too late. */
    @Override
    public void cancelled() {
        if (leaveRinging(response(TERMINATED))) {
            over(CallEnd.CANCELLED);
        }
    }

    @Override
    public void hangup() {
        State was = step(State.ANSWERED, State.LEAVING);
        switch (was) {
            case RINGING -> {
                if (leaveRinging(response(SipStatus.TEMPORARILY_UNAVAILABLE))) {
                    over(CallEnd.LOCAL_HANGUP);
                }
            }
            case ANSWERED -> endings.end(CallEnd.LOCAL_HANGUP);
            case CONFIRMED -> bye(CallEnd.LOCAL_HANGUP);
            case LEAVING, OVER -> LOG.debug("Call {} has ended already", id);
        }
    }

    @Override
    public void acknowledged(Request ack) {
        RepeatedAnswer repeated = answer;
        if (repeated == null || !repeated.acknowledge(ack)) {
            reoffers.acknowledged(ack);
            return;
        }
        State was = step(State.ANSWERED, State.CONFIRMED);
        if (was == State.LEAVING) {
            Thread.startVirtualThread(() -> bye(CallEnd.LOCAL_HANGUP));
            return;
        }
        remoteAnswer.complete(Messages.sdp(ack));
        if (was == State.ANSWERED && offer().isEmpty() && Messages.sdp(ack).isEmpty()) {
            LOG.info("Call {}: ACK without the SDP answer it owes", id);
            Thread.startVirtualThread(this::hangup);
        }
    }

    @Override
    public void request(Request request, ServerTransaction tx) {
        if (!dialog.owns(request)) {
            respond(tx, request, Statuses.NO_SUCH_CALL);
        } else if (request.getMethod().equals(Request.BYE)) {
            byeReceived(request, tx);
        } else if (!advance(request)) {
            respond(tx, request, Statuses.OUT_OF_ORDER);
        } else if (request.getMethod().equals(Request.PRACK)) {
            prack(request, tx);
        } else {
            reoffers.request(request, tx);
        }
    }

    @Override
    public void answeredAgain(Response response) {
        LOG.debug("Call {}: stray {}", id, response.getStatusCode());
    }

    /** The peer has not seen our 200. */
    @Override
    public void retransmitted() {
        RepeatedAnswer repeated = answer;
        if (repeated != null && !repeated.acknowledged()) {
            repeated.sendAgain();
        }
    }

    private void byeReceived(Request request, ServerTransaction tx) {
        respond(tx, request, SipStatus.OK);
        if (!leaveRinging(response(TERMINATED))) {
            enter(State.OVER);
        }
        over(CallEnd.REMOTE_BYE);
    }

    private void neverAcknowledged() {
        bye(CallEnd.NO_ACK);
    }

    /** Sends BYE once and ends the call. */
    private void bye(CallEnd how) {
        if (enter(State.OVER) == State.OVER) {
            return;
        }
        endings.end(how);
        try {
            Request bye = locked(() -> dialog.request(Request.BYE));
            shop.messages().addUserAgent(bye);
            shop.outbox().request(listener, bye, Unheard.INSTANCE);
        } catch (SipException unreachable) {
            LOG.info("Call {}: {}", id, unreachable.getMessage());
        }
        over(how);
    }

    private boolean leaveRinging(Response refusal) {
        lock.lock();
        try {
            if (state != State.RINGING) {
                return false;
            }
            state = State.OVER;
            stopProvisional();
            send(refusal);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void stopProvisional() {
        RepeatedAnswer repeated = provisional;
        if (repeated != null) {
            repeated.stop();
        }
    }

    private void over(CallEnd how) {
        RepeatedAnswer repeated = answer;
        if (repeated != null) {
            repeated.stop();
        }
        endings.end(how);
        remoteAnswer.complete(Optional.empty());
        reoffers.stop();
        if (!left.compareAndSet(false, true)) {
            return; // a BYE that came twice takes no other call's place away
        }
        shop.calls().remove(dialog.key());
        shop.calls().leave();
        shop.calls().leavePeer(peer.name());
        Runnable forget = shop.calls().inviteOver(invite, this);
        shop.clock().schedule(forget, MEMORY.toSeconds(), TimeUnit.SECONDS);
    }

    private boolean advance(Request request) {
        return locked(() -> dialog.advance(request));
    }

    private void respond(ServerTransaction tx, Request request, SipStatus status) {
        shop.outbox().respond(tx, shop.messages().response(request, status, dialog.localTag()));
    }

    private Response withContact(SipStatus status) {
        Response response = shop.messages().response(invite, status, dialog.localTag());
        response.addHeader(listener.contact(facts.dialled().user(), dialog.peer()));
        return response;
    }

    /** A response that cannot be sent ends nothing by itself: the peer asks again or gives up. */
    private void send(Response response) {
        try {
            shop.outbox().respond(transaction, response);
        } catch (SipException unreachable) {
            LOG.info("Call {}: {}", id, unreachable.getMessage());
        }
    }

    /** Goes from {@code from} to {@code to} if it is there; gives the state it was in. */
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

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
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
