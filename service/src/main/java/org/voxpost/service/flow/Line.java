package org.voxpost.service.flow;

import java.time.Duration;
import java.util.function.Function;
import org.voxpost.media.Conversation;
import org.voxpost.media.Conversation.CallerGone;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaPorts.UnacceptableOffer;
import org.voxpost.media.MediaSession;
import org.voxpost.sip.Call;

/**
 * An answered call: its media and the conversation in it. The media ends with the call, whoever ends it; closing hangs up
 * and gives the ports back.
 */
final class Line implements AutoCloseable {
    private static final Duration ACK_PATIENCE = Duration.ofSeconds(32); // 64 × T1 (RFC 3261, 13.3.1.4)

    private final Call call;
    private final MediaSession media;
    private final Conversation conversation;

    private Line(Call call, MediaSession media, Conversation conversation) {
        this.call = call;
        this.media = media;
        this.conversation = conversation;
    }

    /**
     * Takes ports and answers; with a late offer the offer is ours and the peer's answer is waited for.
     *
     * @throws UnacceptableOffer before anything was answered, or if the peer's late answer cannot be used
     * @throws MediaPorts.NoPortLeft before anything was answered
     * @throws CallerGone if the call ended meanwhile
     */
    static Line answer(Call call, MediaPorts ports, MediaPeer peer, Function<MediaSession, Conversation> talk) {
        MediaSession media = call.offer().map(offer -> ports.open(offer, peer)).orElseGet(() -> ports.offer(peer));
        var line = new Line(call, media, talk.apply(media));
        try {
            call.onReoffer(offer -> reoffer(media, offer));
            call.onKey(key -> media.keyHeard(new Key(key)));
            call.whenEnded(media::close);
            call.answer(media.localSdp());
            if (call.offer().isEmpty()) {
                media.acceptAnswer(call.awaitRemoteAnswer(ACK_PATIENCE).orElseThrow(CallerGone::new));
            }
            return line;
        } catch (RuntimeException failed) {
            line.close();
            throw failed;
        }
    }

    static String reoffer(MediaSession media, String offer) {
        try {
            return media.reoffer(offer);
        } catch (UnacceptableOffer unacceptable) {
            throw new Call.NotAcceptable(String.valueOf(unacceptable.getMessage()));
        }
    }

    Conversation conversation() {
        return conversation;
    }

    MediaSession media() {
        return media;
    }

    @Override
    public void close() {
        call.hangup();
        media.close();
    }
}
