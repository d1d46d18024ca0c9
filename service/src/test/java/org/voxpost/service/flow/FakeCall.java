package org.voxpost.service.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voxpost.sip.Call;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallFacts;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;
import org.voxpost.sip.Transfer;

/** A call without a network. */
final class FakeCall implements Call {
    private final CallFacts facts;
    private final SipPeer peer;
    private final Optional<String> offer;
    private final List<Runnable> atEnd = new ArrayList<>();
    private Optional<CallEnd> ended = Optional.empty();
    private Optional<String> answer = Optional.empty();
    private Optional<SipStatus> rejected = Optional.empty();
    private Optional<Duration> retryLater = Optional.empty();
    private Transfer transfer = new Transfer(Transfer.Outcome.REFUSED, new SipStatus(405, "Method Not Allowed"));
    private final List<SipUri> referred = new ArrayList<>();

    FakeCall(CallFacts facts, SipPeer peer, Optional<String> offer) {
        this.facts = facts;
        this.peer = peer;
        this.offer = offer;
    }

    Optional<String> answered() {
        return answer;
    }

    Optional<SipStatus> rejected() {
        return rejected;
    }

    Optional<Duration> retryLater() {
        return retryLater;
    }

    FakeCall transferring(Transfer.Outcome outcome, int code) {
        transfer = new Transfer(outcome, new SipStatus(code, ""));
        return this;
    }

    /** Where REFER led. */
    List<SipUri> referred() {
        return referred;
    }

    @Override
    public Transfer transfer(SipUri target, Optional<SipAddress> referredBy, Duration patience) {
        referred.add(target);
        if (transfer.outcome() == Transfer.Outcome.DONE) {
            hangup();
        }
        return transfer;
    }

    void end(CallEnd how) {
        if (ended.isEmpty()) {
            ended = Optional.of(how);
            atEnd.forEach(Runnable::run);
        }
    }

    @Override
    public String id() {
        return "c1";
    }

    @Override
    public String sipCallId() {
        return "abc@pbx";
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
        return offer;
    }

    @Override
    public void ring() {
        // nobody listens
    }

    @Override
    public void answer(String sdp) {
        if (ended.isEmpty()) {
            answer = Optional.of(sdp);
        }
    }

    @Override
    public Optional<String> awaitRemoteAnswer(Duration patience) {
        return Optional.of("late answer");
    }

    @Override
    public void reject(SipStatus status) {
        if (ended.isEmpty() && answer.isEmpty()) {
            rejected = Optional.of(status);
            end(CallEnd.REJECTED);
        }
    }

    @Override
    public void reject(SipStatus status, Duration retryAfter) {
        reject(status);
        retryLater = Optional.of(retryAfter);
    }

    @Override
    public void onReoffer(UnaryOperator<String> answerer) {
        // none comes
    }

    @Override
    public void hangup() {
        end(CallEnd.LOCAL_HANGUP);
    }

    @Override
    public Optional<CallEnd> ended() {
        return ended;
    }

    @Override
    public void whenEnded(Runnable action) {
        if (ended.isPresent()) {
            action.run();
        } else {
            atEnd.add(action);
        }
    }
}
