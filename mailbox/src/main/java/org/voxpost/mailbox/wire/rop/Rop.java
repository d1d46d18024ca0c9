package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * One operation as both ends of a connection see it ([MS-OXCROPS] 2.2): the record's components are the request, {@code
 * R} is what the reply says when it succeeded. Handle indices are positions in the buffer's handle table, 0..255.
 *
 * @param <R> the reply behind its return value
 */
public interface Rop<R> {

    /** RopId of the request, 0..255. */
    int ropId();

    /** RopId of the reply. */
    default int replyId() {
        return ropId();
    }

    /** False for the one operation that is never answered. */
    default boolean isAnswered() {
        return true;
    }

    /** The handle index with which the reply begins. */
    int replyIndex();

    /** Writes what follows RopId and LogonId. */
    void writeBody(WireWriter out);

    /** Reads what follows ReturnValue when that is success or a warning. */
    R readReply(WireReader in);

    void writeReply(WireWriter out, R reply);

    /**
     * Reads what follows ReturnValue on failure: nothing for most. Some servers leave it out where the specification
     * has it "always", so that only what is there is read; such an operation has to be the last of its buffer.
     *
     * @return what the failure says besides, or empty text
     */
    default String readFailure(WireReader in, int returnValue) {
        return "";
    }

    default void writeFailure(WireWriter out, int returnValue) {
    }

    /** Its name for people. */
    default String name() {
        return "Rop" + getClass().getSimpleName();
    }

    /** The reply of an operation that says no more than that it is done. */
    record Done() {
        public static final Done DONE = new Done();
    }

    /** An operation whose reply is only a return value. */
    interface Plain extends Rop<Done> {
        @Override
        default Done readReply(WireReader in) {
            return Done.DONE;
        }

        @Override
        default void writeReply(WireWriter out, Done reply) {
        }
    }

    /**
     * The reply of an operation on many things.
     *
     * @param incomplete true if some of them failed
     */
    record Completion(boolean incomplete) {
    }

    /** An operation on many things, whose reply has PartialCompletion always. */
    interface OnMany extends Rop<Completion> {
        @Override
        default Completion readReply(WireReader in) {
            return new Completion(in.bool("PartialCompletion"));
        }

        @Override
        default void writeReply(WireWriter out, Completion reply) {
            out.bool("PartialCompletion", reply.incomplete());
        }

        @Override
        default String readFailure(WireReader in, int returnValue) {
            if (in.remaining() > 0) {
                in.bool("PartialCompletion");
            }
            return "";
        }

        @Override
        default void writeFailure(WireWriter out, int returnValue) {
            out.bool("PartialCompletion", false);
        }
    }

    /** The state of a table behind an operation on it: 0 complete ([MS-OXCTABL] 2.2.2.1.3). */
    record TableState(int status) {
    }

    /** An operation that sets a table up. */
    interface OnTable extends Rop<TableState> {
        @Override
        default TableState readReply(WireReader in) {
            return new TableState(in.uint8("TableStatus"));
        }

        @Override
        default void writeReply(WireWriter out, TableState reply) {
            out.uint8("TableStatus", reply.status());
        }
    }

    /** The number of rows of a table that was opened. */
    record Rows(long count) {
    }

    /** What went wrong with properties; empty if nothing did ([MS-OXCDATA] 2.7). */
    record Problems(List<PropertyProblem> problems) {
        public Problems {
            problems = List.copyOf(problems);
        }

        static Problems read(WireReader in) {
            int count = in.count("PropertyProblemCount", in.uint16("PropertyProblemCount"), 10);
            var problems = new ArrayList<PropertyProblem>(count);
            for (int i = 0; i < count; i++) {
                problems.add(new PropertyProblem(in.uint16("Index"), PropertyTag.read(in), in.int32("ErrorCode")));
            }
            return new Problems(problems);
        }

        void write(WireWriter out) {
            out.uint16("PropertyProblemCount", problems.size());
            for (PropertyProblem problem : problems) {
                out.uint16("Index", problem.index());
                problem.tag().write(out);
                out.int32("ErrorCode", problem.errorCode());
            }
        }
    }

    /** @param index of the property in the request */
    record PropertyProblem(int index, PropertyTag tag, int errorCode) {
    }
}
