package org.voxpost.service.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** A call of ours without a network: it rings with a sound, is answered with {@code status}, and over as soon as somebody waits for its end. */
final class FakeOutgoing implements OutgoingCall {
    private final SipStatus status;
    private final List<Runnable> atEnd = new ArrayList<>();
    private Optional<CallEnd> ended = Optional.empty();

    FakeOutgoing(SipStatus status) {
        this.status = status;
    }

    @Override
    public String id() {
        return "o1";
    }

    @Override
    public String sipCallId() {
        return "o1@voxpost";
    }

    @Override
    public SipStatus awaitAnswer(Duration patience) {
        return status;
    }

    @Override
    public void onEarlyMedia(Consumer<String> listener) {
        listener.accept("their ringing");
    }

    @Override
    public Optional<String> remoteSdp() {
        return status.isSuccess() ? Optional.of("their answer") : Optional.empty();
    }

    @Override
    public Optional<SipUri> inOurPlace() {
        return Optional.of(SipUri.of("4200", "192.0.2.10", 0).withHeader("Replaces", "o1@voxpost;to-tag=t;from-tag=f"));
    }

    @Override
    public Optional<CallEnd> ended() {
        return ended;
    }

    @Override
    public void whenEnded(Runnable action) {
        ended = ended.or(() -> Optional.of(CallEnd.REMOTE_BYE));
        atEnd.add(action);
        action.run();
    }

    @Override
    public void hangup() {
        ended = ended.or(() -> Optional.of(CallEnd.LOCAL_HANGUP));
    }
}
