package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** A condition on properties ([MS-OXCDATA] 2.12) in the form of ROP buffers. Nested at most {@value #DEEPEST} levels. */
public sealed interface Restriction {
    int DEEPEST = 64;

    /** Relational operators ([MS-OXCDATA] 2.12.5.1) and content flags (2.12.4.1). */
    int LESS = 0;
    int LESS_OR_EQUAL = 1;
    int GREATER = 2;
    int GREATER_OR_EQUAL = 3;
    int EQUAL = 4;
    int NOT_EQUAL = 5;

    int FULL_STRING = 0;
    int SUBSTRING = 1;
    int PREFIX = 2;
    int IGNORE_CASE = 1;

    void write(WireWriter out);

    /** @throws org.voxpost.mailbox.wire.WireException also if it is nested too deeply */
    static Restriction read(WireReader in) {
        return RestrictionReader.read(in);
    }

    record And(List<Restriction> all) implements Restriction {
        static final int TYPE = 0x00;

        public And {
            all = List.copyOf(all);
        }

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).uint16("RestrictCount", all.size());
            all.forEach(one -> one.write(out));
        }
    }

    record Or(List<Restriction> any) implements Restriction {
        static final int TYPE = 0x01;

        public Or {
            any = List.copyOf(any);
        }

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).uint16("RestrictCount", any.size());
            any.forEach(one -> one.write(out));
        }
    }

    record Not(Restriction inner) implements Restriction {
        static final int TYPE = 0x02;

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE);
            inner.write(out);
        }
    }

    /**
     * Compares text or bytes.
     *
     * @param level {@link #FULL_STRING}, {@link #SUBSTRING} or {@link #PREFIX}
     * @param options bits: 1 ignore case, 2 ignore accents, 4 loosely
     */
    record Content(int level, int options, PropertyTag tag, PropertyValue value) implements Restriction {
        static final int TYPE = 0x03;

        /** Ignoring case. */
        public static Content prefix(PropertyTag tag, String text) {
            return new Content(PREFIX, IGNORE_CASE, tag, new PropertyValue(tag, text));
        }

        /** Ignoring case. */
        public static Content substring(PropertyTag tag, String text) {
            return new Content(SUBSTRING, IGNORE_CASE, tag, new PropertyValue(tag, text));
        }

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).uint16("FuzzyLevelLow", level).uint16("FuzzyLevelHigh", options);
            tag.write(out);
            value.write(out);
        }
    }

    record Property(int operator, PropertyTag tag, PropertyValue value) implements Restriction {
        static final int TYPE = 0x04;

        public static Property equal(PropertyTag tag, Object value) {
            return new Property(EQUAL, tag, new PropertyValue(tag, value));
        }

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).uint8("RelOp", operator);
            tag.write(out);
            value.write(out);
        }
    }

    record CompareProperties(int operator, PropertyTag left, PropertyTag right) implements Restriction {
        static final int TYPE = 0x05;

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).uint8("RelOp", operator);
            left.write(out);
            right.write(out);
        }
    }

    /** @param set true: at least one bit of the mask has to be set; false: none */
    record BitMask(boolean set, PropertyTag tag, int mask) implements Restriction {
        static final int TYPE = 0x06;

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).bool("BitmapRelOp", set);
            tag.write(out);
            out.int32("Mask", mask);
        }
    }

    record Size(int operator, PropertyTag tag, int bytes) implements Restriction {
        static final int TYPE = 0x07;

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).uint8("RelOp", operator);
            tag.write(out);
            out.int32("Size", bytes);
        }
    }

    record Exist(PropertyTag tag) implements Restriction {
        static final int TYPE = 0x08;

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE);
            tag.write(out);
        }
    }

    /** @param table 0x0E12000D recipients, 0x0E13000D attachments */
    record SubObject(PropertyTag table, Restriction inner) implements Restriction {
        static final int TYPE = 0x09;

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE);
            table.write(out);
            inner.write(out);
        }
    }

    record Comment(List<PropertyValue> values, Optional<Restriction> inner) implements Restriction {
        static final int TYPE = 0x0A;

        public Comment {
            values = List.copyOf(values);
        }

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).uint8("TaggedValuesCount", values.size());
            values.forEach(value -> value.write(out));
            out.bool("RestrictionPresent", inner.isPresent());
            inner.ifPresent(present -> present.write(out));
        }
    }

    /** At most {@code most} matches of the inner one. */
    record Count(int most, Restriction inner) implements Restriction {
        static final int TYPE = 0x0B;

        @Override
        public void write(WireWriter out) {
            out.uint8("RestrictType", TYPE).int32("Count", most);
            inner.write(out);
        }
    }

    /** All of them. */
    static Restriction and(Restriction... all) {
        return new And(List.of(all));
    }

    /** Any of them. */
    static Restriction or(Restriction... any) {
        return new Or(new ArrayList<>(List.of(any)));
    }
}
