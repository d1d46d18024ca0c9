package org.voxpost.service.flow;

import java.util.Optional;
import org.voxpost.media.RecordingSink;
import org.voxpost.service.flow.CallerNames.Naming;
import org.voxpost.service.spool.Envelope;

/**
 * The recording that a greeting leads to. It begins with the greeting if the caller's name is known by then, so that its header
 * becomes durable meanwhile without a sync of its own, and the beep need not wait. Nobody's who leaves before: {@link #close}
 * forgets it. For the thread of the call.
 */
final class FirstTake implements AutoCloseable {
    private final MessageIntake intake;
    private Optional<RecordingSink> begun;

    /** @throws org.voxpost.service.spool.StorageException if the storage cannot take it */
    FirstTake(MessageIntake intake, Naming naming, Envelope numeric) {
        this.intake = intake;
        this.begun = naming.known().isDone() ? Optional.of(intake.begin(naming.name(numeric))) : Optional.empty();
    }

    /**
     * Hands over the recording, whose header is durable then.
     *
     * @throws org.voxpost.service.spool.StorageException if the storage cannot take it
     */
    RecordingSink take(Envelope envelope) {
        RecordingSink sink = begun.orElseGet(() -> intake.begin(envelope));
        begun = Optional.empty();
        intake.settle(sink);
        return sink;
    }

    @Override
    public void close() {
        begun.ifPresent(intake::discard);
    }
}
