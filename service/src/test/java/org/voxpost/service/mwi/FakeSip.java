package org.voxpost.service.mwi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.OutgoingRequest;
import org.voxpost.sip.PeerListener;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** A SIP side that keeps what it was told: the lamps of a PBX. */
final class FakeSip implements SipEndpoint, Mwi {
    final Map<String, Notice> lamps = new ConcurrentHashMap<>();
    final Queue<Notice> notices = new ConcurrentLinkedQueue<>();
    volatile Function<Notice, SipStatus> answer = notice -> SipStatus.OK;
    volatile Optional<SubscriptionHandler> handler = Optional.empty();
    volatile Optional<PeerListener> peers = Optional.empty();

    @Override
    public Result notify(Notice notice, Duration patience) {
        notices.add(notice);
        SipStatus status = answer.apply(notice);
        if (status.isSuccess()) {
            lamps.put(notice.target().user(), notice);
        }
        return new Result(status.isSuccess() ? Outcome.ACCEPTED : Outcome.TRY_LATER, status, Optional.empty());
    }

    /** What the lamp of an extension shows: {@code new/old}; empty if it was never told. */
    String lamp(String extension) {
        Notice notice = lamps.get(extension);
        return notice == null ? "" : notice.summary().voice().unread() + "/" + notice.summary().voice().read();
    }

    @Override
    public void onSubscribe(SubscriptionHandler by) {
        handler = Optional.of(by);
    }

    @Override
    public Mwi mwi() {
        return this;
    }

    @Override
    public void onPeerState(PeerListener listener) {
        peers = Optional.of(listener);
    }

    @Override
    public List<SipListener> listeners() {
        return List.of();
    }

    @Override
    public OutgoingCall call(OutgoingRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SipStatus options(SipUri target, Duration patience) {
        return SipStatus.OK;
    }

    @Override
    public int activeCalls() {
        return 0;
    }

    @Override
    public void drain() {
        // nothing is up
    }

    @Override
    public void close() {
        // nothing is open
    }
}
