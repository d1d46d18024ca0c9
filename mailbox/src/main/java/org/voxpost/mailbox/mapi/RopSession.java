package org.voxpost.mailbox.mapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rop.CarrierException;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.ExtendedBuffer;
import org.voxpost.mailbox.wire.rop.IdFromLongTermId;
import org.voxpost.mailbox.wire.rop.Logon;
import org.voxpost.mailbox.wire.rop.LongTermId;
import org.voxpost.mailbox.wire.rop.LongTermIdFromId;
import org.voxpost.mailbox.wire.rop.Notify;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.Release;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.RopAnswer;
import org.voxpost.mailbox.wire.rop.RopBuffer;
import org.voxpost.mailbox.wire.rop.RopCarrier;
import org.voxpost.mailbox.wire.rop.RopReply;
import org.voxpost.mailbox.wire.rop.RopRequest;
import org.voxpost.mailbox.wire.rop.SpecialFolder;

/** A connected carrier with one logon. Used by one thread at a time; {@link #awaitEvent} may run beside. */
final class RopSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RopSession.class);
    private static final int MOST_BYTES = 0x10008; // one payload with its header, and room
    private static final int MOST_BYTES_CHAINED = 0x40000;
    private static final int MOST_RELEASES = 64; // in one request

    private final RopCarrier carrier;
    private final Logon.Reply logon;
    private final int logonHandle;
    private final Map<UUID, Integer> replicas = new HashMap<>(); // what this logon calls them
    private final List<Integer> toRelease = new ArrayList<>();

    private RopSession(RopCarrier carrier, Logon.Reply logon, int logonHandle) {
        this.carrier = carrier;
        this.logon = logon;
        this.logonHandle = logonHandle;
        replicas.put(logon.replicaGuid(), logon.replicaId());
    }

    /**
     * Connects and logs on.
     *
     * @param withLogon adds more to the request that logs on, given the logon's slot
     * @throws RopFailed if the logon is refused
     * @throws CarrierException if there is no session
     */
    static RopSession open(StoreRoad road, LogonBatch withLogon) {
        RopCarrier carrier = road.carrier();
        try {
            carrier.connect(road.accountDn());
            return logOn(carrier, road, withLogon);
        } catch (RopFailed | CarrierException failure) {
            carrier.close();
            throw failure;
        }
    }

    private static RopSession logOn(RopCarrier carrier, StoreRoad road, LogonBatch withLogon) {
        var batch = new RopBatch();
        int slot = batch.open();
        RopBatch.Asked<Logon.Reply> asked = batch
                .add(new Logon(slot, Logon.PRIVATE, road.access().openFlags(), road.mailboxDn()));
        withLogon.add(batch, slot);
        run(carrier, batch, false);
        return new RopSession(carrier, asked.get(), batch.handle(slot));
    }

    /** Adds ROPs behind a logon. */
    @FunctionalInterface
    interface LogonBatch {
        void add(RopBatch batch, int logonSlot);
    }

    Logon.Reply logon() {
        return logon;
    }

    ObjectId folder(SpecialFolder which) {
        return logon.folder(which);
    }

    /** A batch whose slot 0 is the logon. */
    RopBatch batch() {
        var batch = new RopBatch();
        batch.slot(logonHandle);
        return batch;
    }

    static final int LOGON = 0;

    /** Runs it; an answer in one payload. @return events that came along */
    List<Notify> run(RopBatch batch) {
        return runReleasing(batch, false);
    }

    /** Runs it; the last ROP is answered in as many payloads as it likes. */
    List<Notify> runChained(RopBatch batch) {
        return runReleasing(batch, true);
    }

    private List<Notify> runReleasing(RopBatch batch, boolean chain) {
        List<Integer> handles = List.copyOf(toRelease.subList(0, Math.min(MOST_RELEASES, toRelease.size())));
        for (int handle : handles.reversed()) {
            batch.addFirst(new Release(batch.slot(handle)));
        }
        toRelease.subList(0, handles.size()).clear();
        return run(carrier, batch, chain);
    }

    /** Gives back what a slot holds, with the next request; children have to come before their parents. */
    void release(RopBatch batch, int... slots) {
        for (int slot : slots) {
            releaseHandle(batch.handle(slot));
        }
    }

    void releaseHandle(int handle) {
        if (handle != RopBuffer.NO_HANDLE) {
            toRelease.add(handle);
        }
    }

    /** RopBufferTooSmall makes a request go in parts, as long as each answer has some of it. */
    private static List<Notify> run(RopCarrier carrier, RopBatch batch, boolean chain) {
        byte[] rops = RopBuffer.of(batch.rops().stream().map(RopRequest::of).toList(), new int[0]).rops();
        var events = new ArrayList<Notify>();
        boolean hadRoom = chain;
        while (true) {
            byte[] payload = new RopBuffer(rops, batch.handleTable()).bytes();
            byte[] answer = carrier.execute(ExtendedBuffer.pack(payload), chain,
                    hadRoom ? MOST_BYTES_CHAINED : MOST_BYTES);
            try {
                Optional<RopAnswer.TooSmall> tooSmall = take(answer, batch, events);
                if (tooSmall.isEmpty()) {
                    return events;
                }
                byte[] rest = tooSmall.get().requests();
                if (rest.length >= rops.length && hadRoom) {
                    throw new RopFailed("Execute", ErrorCode.BUFFER_TOO_SMALL, "", Optional.empty());
                }
                rops = rest;
                hadRoom = true;
            } catch (WireException broken) {
                throw new CarrierException(CarrierException.Kind.OUTCOME_UNKNOWN, 0,
                        "Execute at " + carrier.peer() + ": " + broken.getMessage(), Optional.empty(), broken);
            }
        }
    }

    private static Optional<RopAnswer.TooSmall> take(byte[] answer, RopBatch batch, List<Notify> events) {
        List<byte[]> payloads = ExtendedBuffer.unpack(answer);
        List<Rop<?>> waiting = batch.unanswered();
        Optional<RopAnswer.TooSmall> tooSmall = Optional.empty();
        for (int i = 0; i < payloads.size(); i++) {
            RopBuffer buffer = RopBuffer.read(payloads.get(i));
            List<Rop<?>> asked = i == 0 || waiting.isEmpty() ? waiting : List.of(waiting.getLast());
            for (RopAnswer one : buffer.answers(asked)) {
                switch (one) {
                    case RopReply reply -> batch.answered(reply);
                    case Notify event -> events.add(event);
                    case RopAnswer.Pending pending -> LOG.debug("More events wait for {}", pending);
                    case RopAnswer.Backoff backoff -> batch.backoff(backoff.longest());
                    case RopAnswer.TooSmall small -> tooSmall = Optional.of(small);
                }
            }
            if (i == 0) {
                batch.filled(buffer.handles());
            }
        }
        return tooSmall;
    }

    /** Asks for events without doing anything else. */
    List<Notify> poll() {
        return run(carrier, batch(), false);
    }

    boolean awaitEvent() {
        return carrier.awaitEvent();
    }

    /** What this logon calls a folder or message. @throws RopFailed with ecNotFound if it knows no such replica */
    ObjectId shortId(LongTermId id) {
        Integer replica = replicas.get(id.replica());
        if (replica == null) {
            RopBatch batch = batch();
            RopBatch.Asked<ObjectId> asked = batch.add(new IdFromLongTermId(LOGON, id));
            run(batch);
            replica = asked.get().replicaId();
            replicas.put(id.replica(), replica);
        }
        return ObjectId.of(replica, id.counter());
    }

    /** The lasting name of a folder or message. */
    LongTermId longTermId(ObjectId id) {
        for (Map.Entry<UUID, Integer> known : replicas.entrySet()) {
            if (known.getValue() == id.replicaId()) {
                return new LongTermId(known.getKey(), id.counter());
            }
        }
        RopBatch batch = batch();
        RopBatch.Asked<LongTermId> asked = batch.add(new LongTermIdFromId(LOGON, id));
        run(batch);
        replicas.put(asked.get().replica(), id.replicaId());
        return asked.get();
    }

    @Override
    public void close() {
        carrier.close();
    }
}
