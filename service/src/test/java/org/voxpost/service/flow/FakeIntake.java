package org.voxpost.service.flow;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.media.Recording;
import org.voxpost.media.RecordingSink;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.spool.StorageException;

/** Remembers what flows handed over. */
final class FakeIntake implements MessageIntake {
    private final List<Envelope> missed = new ArrayList<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Integer> discarded = new ArrayList<>();
    private final List<Integer> settled = new ArrayList<>();
    private int opened;
    private boolean ready = true;
    private boolean admitting = true;
    private boolean failing;
    private boolean mailboxFull;

    record Accepted(Envelope envelope, Recording recording) {
        int take() {
            return ((ScriptedConversation.NamedSink) recording.sink()).number();
        }
    }

    void isFull() {
        ready = false;
    }

    void hasAFullMailbox() {
        mailboxFull = true;
    }

    void admitsNothing() {
        admitting = false;
    }

    void failsToAccept() {
        failing = true;
    }

    List<Accepted> accepted() {
        return accepted;
    }

    List<Envelope> missed() {
        return missed;
    }

    /** Numbers of the takes that were thrown away, from 1. */
    List<Integer> discarded() {
        return discarded;
    }

    /** Numbers of the takes that were waited for before they were spoken into. */
    List<Integer> settled() {
        return settled;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public boolean admits(Envelope envelope) {
        return admitting;
    }

    @Override
    public boolean mailboxFull(Envelope envelope) {
        return mailboxFull;
    }

    @Override
    public RecordingSink begin(Envelope envelope) {
        return new ScriptedConversation.NamedSink(++opened);
    }

    @Override
    public void settle(RecordingSink take) {
        settled.add(((ScriptedConversation.NamedSink) take).number());
    }

    @Override
    public void accept(Envelope envelope, Recording recording) {
        if (failing) {
            throw new StorageException("disk I/O error");
        }
        accepted.add(new Accepted(envelope, recording));
    }

    @Override
    public void acceptMissed(Envelope envelope) {
        missed.add(envelope);
    }

    @Override
    public void discard(RecordingSink take) {
        discarded.add(((ScriptedConversation.NamedSink) take).number());
    }
}
