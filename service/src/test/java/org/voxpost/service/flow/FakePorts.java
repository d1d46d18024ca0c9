package org.voxpost.service.flow;

import java.time.Duration;
import java.util.Optional;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaStatistics;
import org.voxpost.media.Prompt;
import org.voxpost.media.Recording;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.RecordingSink;

/** Media without a network: an offer of {@code G729} cannot be accepted. */
final class FakePorts implements MediaPorts {
    private int open;
    private boolean bridged;
    private boolean everBridged;
    private int left = Integer.MAX_VALUE;

    void areUsedUp() {
        left = 0;
    }

    @Override
    public MediaSession open(String remoteOffer, MediaPeer peer) {
        if (remoteOffer.contains("G729")) {
            throw new UnacceptableOffer("no codec of ours");
        }
        return session("our answer");
    }

    @Override
    public MediaSession offer(MediaPeer peer) {
        return session("our offer");
    }

    private MediaSession session(String sdp) {
        if (left-- <= 0) {
            throw new NoPortLeft("20000-20001 are taken");
        }
        open++;
        return new Session(sdp);
    }

    @Override
    public MediaSession offerBeside(MediaSession first, MediaPeer peer) {
        return session("second offer");
    }

    /** True if two sessions are bridged. */
    boolean bridged() {
        return bridged;
    }

    /** True if two sessions were bridged, be it for a while. */
    boolean everBridged() {
        return everBridged;
    }

    @Override
    public int openSessions() {
        return open;
    }

    @Override
    public void close() {
        // nothing is held
    }

    /** Says its SDP; everything else is the scripted conversation's business. */
    private final class Session implements MediaSession {
        private final String sdp;
        private boolean closed;

        Session(String sdp) {
            this.sdp = sdp;
        }

        @Override
        public String localSdp() {
            return sdp;
        }

        @Override
        public void acceptAnswer(String remoteAnswer) {
            // any will do
        }

        @Override
        public String reoffer(String remoteOffer) {
            return sdp;
        }

        @Override
        public AudioFormat recordingFormat() {
            return AudioFormat.PCMU_8000;
        }

        @Override
        public void play(Prompt prompt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void playUntilKey(Prompt prompt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stopPlaying() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Playing awaitPlayed(boolean untilKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Key> nextKey(Duration patience) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forgetKeys() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void bridge(MediaSession other) {
            bridged = true;
            everBridged = true;
        }

        @Override
        public void unbridge() {
            bridged = false;
        }

        @Override
        public void sendKey(Key key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Recording record(RecordingSink sink, RecordingLimits limits) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Recording recordAfter(Prompt prompt, RecordingSink sink, RecordingLimits limits) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MediaStatistics statistics() {
            return new MediaStatistics(100, 0, 0, 50, 1.0, 0, 4.4, 300, "PCMU");
        }

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
            }
        }
    }
}
