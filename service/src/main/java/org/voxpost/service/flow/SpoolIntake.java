package org.voxpost.service.flow;

import java.time.InstantSource;
import org.voxpost.media.Recording;
import org.voxpost.media.RecordingSink;
import org.voxpost.service.spool.DepositLimits;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.spool.Marks;
import org.voxpost.service.spool.RecordingStore;
import org.voxpost.service.spool.Spool;
import org.voxpost.service.spool.SpoolSink;

/** The spool and its store, for flows. */
public final class SpoolIntake implements MessageIntake {
    private final RecordingStore store;
    private final Spool spool;
    private final DepositLimits limits;
    private final InstantSource clock;

    public SpoolIntake(RecordingStore store, Spool spool, DepositLimits limits, InstantSource clock) {
        this.store = store;
        this.spool = spool;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public boolean ready() {
        return store.ready();
    }

    @Override
    public boolean admits(Envelope envelope) {
        return limits.refusal(envelope, clock.instant()).isEmpty();
    }

    @Override
    public boolean mailboxFull(Envelope envelope) {
        return spool.isFull(envelope.mailboxId());
    }

    @Override
    public RecordingSink begin(Envelope envelope) {
        return store.begin(envelope);
    }

    @Override
    public void settle(RecordingSink take) {
        if (take instanceof SpoolSink sink) {
            store.settle(sink);
        }
    }

    @Override
    public void accept(Envelope envelope, Recording recording) {
        spool.accept(envelope, recording, Marks.NONE);
    }

    @Override
    public void acceptMissed(Envelope envelope) {
        spool.acceptWithoutAudio(envelope);
    }

    @Override
    public void discard(RecordingSink take) {
        if (take instanceof SpoolSink sink) {
            sink.discard();
        }
    }
}
