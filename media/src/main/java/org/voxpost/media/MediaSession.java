package org.voxpost.media;

import java.time.Duration;
import java.util.Optional;

/**
 * The media of one call: what is sent, heard and keyed. Methods return at once unless they say that they wait; they may
 * be called from any thread. {@link Conversation} is the comfortable way to use it.
 */
public interface MediaSession extends AutoCloseable {

    /** Our SDP: the answer to the peer's offer, or our offer. */
    String localSdp();

    /** Completes our own offer. */
    void acceptAnswer(String remoteAnswer);

    /**
     * Takes a new offer in the running call (hold, codec change, new address) and gives the answer.
     *
     * @throws MediaPorts.UnacceptableOffer and everything stays as it was
     */
    String reoffer(String remoteOffer);

    /** What recordings of this call hold: the codec's own bytes where that loses nothing. */
    AudioFormat recordingFormat();

    /** Plays from the beginning, in place of what plays now. The future part: {@link #awaitPlayed}. */
    void play(Prompt prompt);

    /** The same, and falls silent by itself with the packet that tells of a key; the key is kept for {@link #nextKey}. */
    void playUntilKey(Prompt prompt);

    /** Falls silent; silence is still sent, so that address bindings live. */
    void stopPlaying();

    /**
     * Waits until the prompt has been sent to its end or stopped, a key was pressed, a fax machine heard or the session closed.
     *
     * @return why it returned
     */
    Playing awaitPlayed(boolean untilKey);

    /** The next key pressed since the last one was taken; waits. Empty after {@code patience}, when closed or {@link #fax}. */
    Optional<Key> nextKey(Duration patience);

    /** Forgets keys that were pressed and not taken. */
    void forgetKeys();

    /**
     * The other end pressed {@code key} and told it outside the media, by SIP INFO. Told by both roads within 300 ms it is one
     * press.
     */
    default void keyHeard(Key key) {
        throw new UnsupportedOperationException("This session hears keys in its media alone");
    }

    /**
     * Presses {@code key} at the other end: a telephone event (RFC 4733) of 120 ms and a pause of 60 ms behind it. Keys
     * queue up; what plays is suspended meanwhile.
     *
     * @throws UnsupportedOperationException if the peer did not agree to telephone events
     */
    void sendKey(Key key);

    /**
     * Records into {@code sink}, which was begun with {@link #recordingFormat()}, and waits until {@code limits} or the
     * session's end stop it. It begins the moment what plays now has been sent to its end, or at once if nothing plays. The
     * key that ends it is taken; keys pressed before it or meanwhile are forgotten.
     *
     * @return what was recorded; the sink is closed
     */
    Recording record(RecordingSink sink, RecordingLimits limits);

    /**
     * Plays {@code prompt}, in place of what plays now, and records from its end as {@link #record} does: not a word behind it
     * is missed, however late the calling thread runs.
     *
     * @return what was recorded; the sink is closed
     */
    Recording recordAfter(Prompt prompt, RecordingSink sink, RecordingLimits limits);

    /**
     * From now on each of the two hears the other, keys included, until one is closed; what plays stops, and no keys are told
     * any more. Both must be of one codec, and {@code other} made by {@link MediaPorts#offerBeside}.
     */
    default void bridge(MediaSession other) {
        throw new UnsupportedOperationException("This session bridges nothing");
    }

    /** Ends {@link #bridge} from this side: the caller is ours alone again. Nothing if it is not bridged. */
    default void unbridge() {
        // nothing was bridged
    }

    /**
     * True once a calling fax machine was heard, if {@link MediaPeer#fax} asked for it. What plays or is recorded then ends, and
     * whatever is begun later ends at once.
     */
    default boolean fax() {
        return false;
    }

    /** Shows every RTP packet from now on, with the keys masked. The last one set counts. */
    default void tap(PacketTap tap) {
        // nobody is shown anything
    }

    /** Packets, loss, jitter so far. */
    MediaStatistics statistics();

    boolean closed();

    /** Ends everything: whoever waits returns. Never blocks; may be called from a SIP thread, more than once. */
    @Override
    void close();

    /** Why {@link #awaitPlayed} returned. */
    enum Playing {
        FINISHED, KEY, FAX, CLOSED
    }
}
