package org.voxpost.lab.emsmdb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.StoreRefusal;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.ExtendedBuffer;
import org.voxpost.mailbox.wire.rop.QueryRows;
import org.voxpost.mailbox.wire.rop.ReadStream;
import org.voxpost.mailbox.wire.rop.Release;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.RopAnswer;
import org.voxpost.mailbox.wire.rop.RopBuffer;
import org.voxpost.mailbox.wire.rop.RopReply;
import org.voxpost.mailbox.wire.rop.RopRequest;

/**
 * Executes the ROP buffers of one session ([MS-OXCROPS] 3.2.5.1), whatever carries them. One {@link #execute} at a time;
 * {@link #awaitEvent} may run beside it.
 */
public final class RopProcessor implements AutoCloseable {
    private static final int LEAST_ROOM = 256; // what any reply that does not adapt itself to the room may take

    private final Handles handles = new Handles();
    private final Events events = new Events();
    private final Operations operations;
    private Optional<Fault> ordered = Optional.empty();

    /** @param account who signed in */
    public RopProcessor(LabStore store, LabAccount account) {
        this.operations = new Operations(store, account, events);
    }

    /**
     * @param ropBuffer one payload with its RPC_HEADER_EXT
     * @param chain true: ReadStream and QueryRows at the end may be answered in further payloads
     * @param most bytes the caller wants at most
     * @throws WireException if the buffer cannot be parsed: ecRpcFormat, and nothing more of it is executed
     */
    public byte[] execute(byte[] ropBuffer, boolean chain, long most) {
        List<byte[]> payloads = ExtendedBuffer.unpack(ropBuffer);
        if (payloads.size() != 1) {
            throw new WireException("RopBuffer: " + payloads.size() + " payloads instead of one");
        }
        RopBuffer request = RopBuffer.read(payloads.getFirst());
        request.requests(); // all of it has to be readable before any of it is done
        var slots = new Slots(handles, request.handles().clone());
        int room = (int) Math.min(ExtendedBuffer.LONGEST_PAYLOAD, most - ExtendedBuffer.HEADER_BYTES)
                - 2 - 4 * slots.table().length;
        var out = new WireWriter();
        Rop<?> last = run(request.rops(), slots, out, room);
        events.write(out, room);
        var answers = new ArrayList<byte[]>();
        answers.add(new RopBuffer(out.bytes(), slots.table()).bytes());
        if (chain && last != null) {
            chain(last, slots, answers, most);
        }
        return ExtendedBuffer.pack(answers, 0);
    }

    private @Nullable Rop<?> run(byte[] rops, Slots slots, WireWriter out, int room) {
        var in = new WireReader(rops);
        Rop<?> last = null;
        Optional<Fault> fault = ordered;
        ordered = Optional.empty();
        if (fault.isPresent() && fault.get().kind() == FaultKind.BACKOFF) {
            new RopAnswer.Backoff(0, Duration.ofMillis(fault.get().number(1000)), Map.of()).write(out);
            return null;
        }
        long executable = fault.map(one -> one.number(1)).orElse(Long.MAX_VALUE);
        while (in.remaining() > 0) {
            int offset = in.offset();
            Rop<?> rop = RopRequest.read(in).rop();
            if (rop instanceof Release release) {
                slots.release(release.handle());
                continue;
            }
            int left = room - out.size();
            if (left < LEAST_ROOM || executable-- == 0) {
                byte[] rest = java.util.Arrays.copyOfRange(rops, offset, rops.length);
                new RopAnswer.TooSmall(ExtendedBuffer.LONGEST_PAYLOAD, rest).write(out);
                return null;
            }
            answer(rop, slots, out, left);
            last = rop;
        }
        return last;
    }

    /** @return true if it succeeded */
    private boolean answer(Rop<?> rop, Slots slots, WireWriter out, int room) {
        try {
            operations.execute(rop, slots, room).write(out);
            return true;
        } catch (Refused refused) {
            RopReply.writeFailure(out, rop, refused.code());
        } catch (StoreRefusal refusal) {
            RopReply.writeFailure(out, rop, Refused.by(refusal).code());
        }
        return false;
    }

    /** Goes on with the last ROP in further payloads ([MS-OXCRPC] 3.1.4.2.1.2.2). */
    private void chain(Rop<?> last, Slots slots, List<byte[]> answers, long most) {
        long used = answers.getFirst().length + ExtendedBuffer.HEADER_BYTES;
        Rop<?> next = operations.rest(last, slots);
        while (next != null && used + ExtendedBuffer.LONGEST_PAYLOAD + ExtendedBuffer.HEADER_BYTES <= most
                && answers.size() < ExtendedBuffer.MOST_PAYLOADS) {
            var out = new WireWriter();
            int room = ExtendedBuffer.LONGEST_PAYLOAD - 2 - 4 * slots.table().length;
            boolean done = answer(next, slots, out, room);
            answers.add(new RopBuffer(out.bytes(), slots.table()).bytes());
            used += answers.getLast().length + ExtendedBuffer.HEADER_BYTES;
            next = done && (next instanceof ReadStream || next instanceof QueryRows)
                    ? operations.rest(next, slots)
                    : null;
        }
    }

    /** Misbehaves so with the next buffer, or the next save of a message; does nothing for what is not its own. */
    public void order(Fault fault) {
        switch (fault.kind()) {
            case QUOTA -> operations.failNextSave(ErrorCode.QUOTA_EXCEEDED);
            case TOO_LARGE -> operations.failNextSave(ErrorCode.MESSAGE_TOO_BIG);
            case BUFFER_TOO_SMALL, BACKOFF -> ordered = Optional.of(fault);
            default -> {
                // the carrier's
            }
        }
    }

    /** @return true if there is something to fetch; false after {@code longest} */
    public boolean awaitEvent(Duration longest) {
        return events.await(longest);
    }

    /** True once it is over. */
    public boolean isClosed() {
        return events.isEnded();
    }

    /** Open objects, for tests. */
    public int openObjects() {
        return handles.size();
    }

    @Override
    public void close() {
        handles.releaseAll();
        events.end();
    }
}
