package org.voxpost.media.rtp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPorts.UnacceptableOffer;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaStatistics;
import org.voxpost.media.PacketTap;
import org.voxpost.media.Prompt;
import org.voxpost.media.Recording;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.RecordingSink;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.sdp.Agreement;
import org.voxpost.media.sdp.AudioStream;
import org.voxpost.media.sdp.LocalMedia;
import org.voxpost.media.sdp.OfferAnswer;
import org.voxpost.media.sdp.SdpException;
import org.voxpost.media.sdp.SessionDescription;

/** What other threads see of a call's media: commands to its media thread, and waiting for what that tells. */
final class RtpSession implements MediaSession, RtpPort.Listener {
    /** That a session speaks one codec alone, as long as the one beside it, which knows no other, is there. */
    record OneCodec(Codec codec) {
    }

    private record PlayedNow(Prompt prompt, Codec codec, boolean untilKey) {
    }

    private final MediaThread thread;
    private final PromptEncoder encoder;
    private final Runnable whenEnded;
    private final Bell bell = new Bell();
    private final ConcurrentLinkedQueue<Key> keys = new ConcurrentLinkedQueue<>();
    private final AtomicInteger playsAsked = new AtomicInteger();
    private volatile int playsStarted;
    private volatile int playsDone;
    private volatile boolean closed;
    private volatile boolean faxHeard;
    private volatile LocalMedia local;
    private volatile String localSdp;
    private volatile @Nullable AudioStream stream;
    private volatile @Nullable PlayedNow playedNow;
    private @Nullable RtpPort port;
    private final AtomicReference<@Nullable OneCodec> kept = new AtomicReference<>();

    RtpSession(MediaThread thread, PromptEncoder encoder, LocalMedia local, String localSdp, Runnable whenEnded) {
        this.thread = thread;
        this.encoder = encoder;
        this.local = local;
        this.localSdp = localSdp;
        this.whenEnded = whenEnded;
    }

    /** Gives it its sockets; called once, before anything else. */
    void attach(RtpPort sockets, Optional<AudioStream> agreed) {
        port = sockets;
        agreed.ifPresent(value -> stream = value);
        thread.execute(() -> {
            agreed.ifPresent(sockets::use);
            sockets.start();
        });
    }

    private RtpPort port() {
        RtpPort sockets = port;
        if (sockets == null) {
            throw new IllegalStateException("a session without sockets");
        }
        return sockets;
    }

    @Override
    public String localSdp() {
        return localSdp;
    }

    @Override
    public synchronized void acceptAnswer(String remoteAnswer) {
        try {
            use(OfferAnswer.accept(localSdp, SessionDescription.read(remoteAnswer), local));
        } catch (SdpException e) {
            throw new UnacceptableOffer(e.why());
        }
    }

    @Override
    public synchronized String reoffer(String remoteOffer) {
        try {
            OneCodec only = kept.get();
            LocalMedia all = local.next();
            LocalMedia next = only == null ? all : all.speaking(List.of(only.codec()));
            Agreement agreement = OfferAnswer.answer(SessionDescription.read(remoteOffer), next);
            local = all;
            use(agreement);
            return agreement.sdp();
        } catch (SdpException e) {
            throw new UnacceptableOffer(e.why());
        }
    }

    /** Offers of other codecs are refused from now on, until {@link #letGo}: what comes here is sent on as it is. */
    synchronized OneCodec keepCodec() {
        var now = new OneCodec(codec());
        kept.set(now);
        return now;
    }

    /** Any codec is welcome again, unless one was asked for later. */
    void letGo(OneCodec before) {
        kept.compareAndSet(before, null);
    }

    private void use(Agreement agreement) {
        AudioStream agreed = agreement.stream();
        encoder.prepare(agreed.receivable().values());
        localSdp = agreement.sdp();
        stream = agreed;
        thread.execute(() -> port().use(agreed));
        PlayedNow now = playedNow;
        if (now != null && now.codec() != agreed.codec() && playsDone != playsAsked.get()) {
            play(now.prompt(), now.untilKey());
        }
    }

    @Override
    public AudioFormat recordingFormat() {
        return codec().recordingFormat();
    }

    MediaThread thread() {
        return thread;
    }

    @Override
    public void bridge(MediaSession other) {
        if (!(other instanceof RtpSession session) || session.thread != thread) {
            throw new IllegalArgumentException("the sessions are not beside one another");
        }
        thread.execute(() -> {
            port().relayTo(session.port());
            session.port().relayTo(port());
        });
    }

    @Override
    public void unbridge() {
        thread.execute(port()::relayNoMore);
    }

    Codec codec() {
        AudioStream agreed = stream;
        return agreed == null ? local.codecs().getFirst() : agreed.codec();
    }

    @Override
    public void play(Prompt prompt) {
        play(prompt, false);
    }

    @Override
    public void playUntilKey(Prompt prompt) {
        play(prompt, true);
    }

    private void play(Prompt prompt, boolean untilKey) {
        thread.execute(playing(prompt, untilKey));
    }

    /** What the media thread is to do to play it. */
    private Runnable playing(Prompt prompt, boolean untilKey) {
        Codec codec = codec();
        List<byte[]> encoded = encoder.encoded(prompt, codec);
        playedNow = new PlayedNow(prompt, codec, untilKey);
        int number = playsAsked.incrementAndGet();
        return () -> {
            playsStarted = number;
            port().play(encoded, untilKey);
            if (untilKey && !keys.isEmpty()) {
                port().stopPlaying();
            }
        };
    }

    @Override
    public void stopPlaying() {
        thread.execute(port()::stopPlaying);
    }

    @Override
    public void played() {
        playsDone = playsStarted;
        bell.ring();
    }

    @Override
    public Playing awaitPlayed(boolean untilKey) {
        int number = playsAsked.get();
        bell.await(() -> closed || faxHeard || playsDone - number >= 0 || untilKey && !keys.isEmpty());
        if (faxHeard) {
            return closed ? Playing.CLOSED : Playing.FAX;
        }
        if (untilKey && !keys.isEmpty()) {
            return Playing.KEY;
        }
        return playsDone - number >= 0 ? Playing.FINISHED : Playing.CLOSED;
    }

    @Override
    public Optional<Key> nextKey(Duration patience) {
        bell.await(() -> closed || faxHeard || !keys.isEmpty(), patience);
        return Optional.ofNullable(keys.poll());
    }

    @Override
    public void forgetKeys() {
        keys.clear();
    }

    @Override
    public void keyPressed(Key key) {
        keys.add(key);
        bell.ring();
    }

    @Override
    public void faxHeard() {
        faxHeard = true;
        bell.ring();
    }

    @Override
    public boolean fax() {
        return faxHeard;
    }

    @Override
    public void keyHeard(Key key) {
        thread.execute(() -> port().keyOutside(key));
    }

    @Override
    public void sendKey(Key key) {
        AudioStream agreed = stream;
        if (agreed != null && agreed.sendEventType().isEmpty()) {
            throw new UnsupportedOperationException("the peer takes no telephone events");
        }
        thread.execute(() -> port().press(key));
    }

    @Override
    public Recording record(RecordingSink sink, RecordingLimits limits) {
        return record(recorder(sink, limits), () -> {
            // nothing plays before it
        });
    }

    @Override
    public Recording recordAfter(Prompt prompt, RecordingSink sink, RecordingLimits limits) {
        Recorder recorder = recorder(sink, limits); // before the prompt begins: the first of a process takes its time
        return record(recorder, playing(prompt, false));
    }

    private Recorder recorder(RecordingSink sink, RecordingLimits limits) {
        return new Recorder(sink, recordingFormat(), limits, encoder.decoder(codec()));
    }

    private Recording record(Recorder recorder, Runnable before) {
        thread.execute(() -> {
            before.run();
            if (closed || faxHeard) {
                recorder.end(closed ? Ending.HANGUP : Ending.FAX);
                recorded();
            } else {
                port().record(recorder);
            }
        });
        if (!bell.await(() -> recorder.result().isPresent())) {
            thread.execute(() -> port().endRecording(Ending.HANGUP));
        }
        return ended(recorder);
    }

    /** The result, which is near: whoever was interrupted must not lose what was said. */
    private Recording ended(Recorder recorder) {
        boolean interrupted = false;
        while (recorder.result().isEmpty()) {
            interrupted |= Thread.interrupted();
            bell.await(() -> recorder.result().isPresent(), Duration.ofSeconds(1));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return recorder.result().orElseThrow();
    }

    @Override
    public void recording() {
        keys.clear(); // pressed at a prompt or the beep: they must not answer the menu behind the recording
    }

    @Override
    public void recorded() {
        bell.ring();
    }

    @Override
    public void tap(PacketTap tap) {
        var ours = new InetSocketAddress(local.address(), local.rtpPort());
        thread.execute(() -> port().show(new ShownPackets(tap, ours)));
    }

    @Override
    public MediaStatistics statistics() {
        return port().statistics();
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        thread.execute(port()::close);
    }

    @Override
    public void ended() {
        closed = true;
        bell.ring();
        whenEnded.run();
    }
}
