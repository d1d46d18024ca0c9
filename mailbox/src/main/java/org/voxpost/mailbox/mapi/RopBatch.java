package org.voxpost.mailbox.mapi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.RopBuffer;
import org.voxpost.mailbox.wire.rop.RopReply;

/**
 * ROPs that go in one request, and their handle table. A ROP may use a slot that an earlier one of the same batch fills.
 * One whose failure cannot be told from its neighbours' bytes (WriteStream, SetReadFlags …) has to be the last.
 */
final class RopBatch {
    private final List<Asked<?>> asked = new ArrayList<>();
    private final List<Integer> handles = new ArrayList<>();
    private Optional<Duration> backoff = Optional.empty();

    /** A slot that holds a handle. */
    int slot(int handle) {
        handles.add(handle);
        return handles.size() - 1;
    }

    /** A slot for a ROP to fill. */
    int open() {
        return slot(RopBuffer.NO_HANDLE);
    }

    <R> Asked<R> add(Rop<R> rop) {
        var one = new Asked<>(rop);
        asked.add(one);
        return one;
    }

    /** Before all others. */
    void addFirst(Rop<?> rop) {
        asked.addFirst(new Asked<>(rop));
    }

    /** What a slot holds once the batch has run. */
    int handle(int slot) {
        return handles.get(slot);
    }

    List<Rop<?>> rops() {
        return asked.stream().<Rop<?>>map(one -> one.rop).toList();
    }

    int[] handleTable() {
        return handles.stream().mapToInt(Integer::intValue).toArray();
    }

    void filled(int[] table) {
        for (int i = 0; i < Math.min(table.length, handles.size()); i++) {
            handles.set(i, table[i]);
        }
    }

    /** ROPs that wait for an answer, in order. */
    List<Rop<?>> unanswered() {
        return asked.stream()
                .filter(one -> one.rop.isAnswered() && one.replies.isEmpty())
                .<Rop<?>>map(one -> one.rop)
                .toList();
    }

    void answered(RopReply reply) {
        asked.stream().filter(one -> one.rop == reply.rop()).findFirst().ifPresent(one -> one.replies.add(reply));
    }

    void backoff(Duration pause) {
        backoff = Optional.of(pause);
    }

    /** One ROP of a batch and, once that has run, its answer. */
    final class Asked<R> {
        private final Rop<R> rop;
        private final List<RopReply> replies = new ArrayList<>();

        private Asked(Rop<R> rop) {
            this.rop = rop;
        }

        /** @throws RopFailed if it was refused, or not executed */
        R get() {
            return all().getFirst();
        }

        /** Empty if it failed with {@code code}. @throws RopFailed if it failed otherwise */
        Optional<R> unless(int code) {
            return failedWith(code) ? Optional.empty() : Optional.of(get());
        }

        boolean failedWith(int code) {
            return !replies.isEmpty() && !replies.getFirst().succeeded() && replies.getFirst().returnValue() == code;
        }

        boolean done() {
            return !replies.isEmpty() && replies.getFirst().succeeded();
        }

        /** The answers of all chained payloads, one at least. @throws RopFailed if the first one failed */
        @SuppressWarnings("unchecked") // the reply to a Rop<R> is an R
        List<R> all() {
            if (replies.isEmpty()) {
                throw new RopFailed(rop.name(), backoff.isPresent() ? ErrorCode.SERVER_BUSY : ErrorCode.NULL_OBJECT,
                        "not executed", backoff);
            }
            var bodies = new ArrayList<R>();
            for (RopReply reply : replies) {
                Object body = reply.body();
                if (body != null) {
                    bodies.add((R) body);
                }
            }
            if (bodies.isEmpty()) {
                RopReply failure = replies.getFirst();
                throw new RopFailed(rop.name(), failure.returnValue(), failure.detail(), Optional.empty());
            }
            return bodies;
        }
    }
}
