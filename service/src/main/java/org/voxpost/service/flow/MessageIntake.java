package org.voxpost.service.flow;

import org.voxpost.media.Recording;
import org.voxpost.media.RecordingSink;
import org.voxpost.service.spool.Envelope;

/** Where flows leave what callers say: the spool, as flows see it. Blocks for the disk, never for Exchange. */
public interface MessageIntake {

    /** False if a recording could not be kept: the caller is told so before he speaks. */
    boolean ready();

    /**
     * True if this caller, peer and mailbox may leave one more message now.
     */
    boolean admits(Envelope envelope);

    /** True if the mailbox is known to take nothing: the caller is told so before he speaks. */
    boolean mailboxFull(Envelope envelope);

    /** Begins a recording whose header is on its way to the disk; {@link #settle} or {@link #discard} must follow. */
    RecordingSink begin(Envelope envelope);

    /** Returns when the header of a recording that was begun is durable: from then on it may be spoken into. */
    void settle(RecordingSink take);

    /** The point of no loss: when it returns, audio and row are durable. */
    void accept(Envelope envelope, Recording recording);

    /** Keeps a call without a message for its owner. */
    void acceptMissed(Envelope envelope);

    /** Forgets a recording that is not wanted. */
    void discard(RecordingSink take);
}
