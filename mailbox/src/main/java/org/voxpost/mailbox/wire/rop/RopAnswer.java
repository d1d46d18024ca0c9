package org.voxpost.mailbox.wire.rop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** What can stand in a reply buffer: replies, and what the server adds by itself. */
public sealed interface RopAnswer permits RopReply, Notify, RopAnswer.Pending, RopAnswer.Backoff, RopAnswer.TooSmall {

    /** RopPending ([MS-OXCROPS] 2.2.14.3): more notifications wait, send another Execute. */
    record Pending(int sessionIndex) implements RopAnswer {
        public static final int ID = 0x6E;

        static Pending read(WireReader in) {
            return new Pending(in.uint16("SessionIndex"));
        }

        public void write(WireWriter out) {
            out.uint8("RopId", ID).uint16("SessionIndex", sessionIndex);
        }
    }

    /**
     * RopBackoff ([MS-OXCROPS] 2.2.15.2): the operation whose place it takes and all behind it were not executed.
     *
     * @param pause before the next operation of this logon
     * @param perRop before the next operation of that RopId
     */
    record Backoff(int logonId, Duration pause, Map<Integer, Duration> perRop) implements RopAnswer {
        public static final int ID = 0xF9;
        private static final int LEAST_BYTES = 5;

        public Backoff {
            perRop = Map.copyOf(perRop);
        }

        static Backoff read(WireReader in) {
            int logonId = in.uint8("LogonId");
            Duration pause = Duration.ofMillis(in.uint32("Duration"));
            int count = in.count("BackoffRopCount", in.uint8("BackoffRopCount"), LEAST_BYTES);
            var perRop = new HashMap<Integer, Duration>();
            for (int i = 0; i < count; i++) {
                perRop.put(in.uint8("RopIdBackoff"), Duration.ofMillis(in.uint32("Duration")));
            }
            in.skip("AdditionalData", in.uint16("AdditionalDataSize"));
            return new Backoff(logonId, pause, perRop);
        }

        public void write(WireWriter out) {
            out.uint8("RopId", ID).uint8("LogonId", logonId).uint32("Duration", pause.toMillis());
            out.uint8("BackoffRopCount", perRop.size());
            perRop.forEach((rop, time) -> out.uint8("RopIdBackoff", rop).uint32("Duration", time.toMillis()));
            out.uint16("AdditionalDataSize", 0);
        }

        /** The longest of all. */
        public Duration longest() {
            return perRop.values().stream().reduce(pause, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /**
     * RopBufferTooSmall ([MS-OXCROPS] 2.2.15.1), the last in its buffer: the requests that it holds were not executed.
     *
     * @param sizeNeeded bytes of answer
     * @param requests as they were sent
     */
    record TooSmall(int sizeNeeded, byte[] requests) implements RopAnswer {
        public static final int ID = 0xFF;

        static TooSmall read(WireReader in) {
            int size = in.uint16("SizeNeeded");
            return new TooSmall(size, in.bytes("RequestBuffers", in.remaining()));
        }

        public void write(WireWriter out) {
            out.uint8("RopId", ID).uint16("SizeNeeded", sizeNeeded).bytes("RequestBuffers", requests);
        }
    }
}
