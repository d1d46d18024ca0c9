package org.voxpost.media;

/**
 * The RTP ports of this process and the threads that serve them. Made by {@code MediaPorts} implementations'
 * {@code start(MediaSettings)}; one per process.
 */
public interface MediaPorts extends AutoCloseable {

    /**
     * Takes a pair of ports for a call whose peer made the offer; {@link MediaSession#localSdp()} is the answer.
     *
     * @param remoteOffer SDP (RFC 8866) as received
     * @throws UnacceptableOffer if no audio stream with a codec of ours is in it, or it cannot be read
     * @throws NoPortLeft if the range is used up
     */
    MediaSession open(String remoteOffer, MediaPeer peer);

    /** Takes a pair of ports and makes the offer; {@link MediaSession#acceptAnswer} completes it. */
    MediaSession offer(MediaPeer peer);

    /**
     * Like {@link #offer}, for a session that {@code first} will be bridged to: its offer holds the codec of {@code first}
     * alone. Until it has ended neither changes its codec: {@link MediaSession#reoffer} refuses offers without that one.
     */
    default MediaSession offerBeside(MediaSession first, MediaPeer peer) {
        throw new UnsupportedOperationException("These ports bridge nothing");
    }

    /** Sessions open now. */
    int openSessions();

    @Override
    void close();

    /** The offer has nothing we can talk with, or is broken: the call is answered 488 with this reason. */
    final class UnacceptableOffer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnacceptableOffer(String why) {
            super(why);
        }
    }

    /** All RTP ports are taken or resting: the call is answered 503. */
    final class NoPortLeft extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NoPortLeft(String why) {
            super(why);
        }
    }
}
