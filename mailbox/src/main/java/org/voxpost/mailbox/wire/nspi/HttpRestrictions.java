package org.voxpost.mailbox.wire.nspi;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/**
 * Restrictions as GetMatches has them in MAPI over HTTP ([MS-OXCDATA] 2.12 with the address book's value form): counts of
 * And and Or are 32 bits wide, and before the value of Content and Property servers expect a byte that says it is there.
 * No document shows that byte; a reader tells by its value whether it was sent, because no property type begins so.
 */
final class HttpRestrictions {
    private static final int AND = 0;
    private static final int OR = 1;
    private static final int NOT = 2;
    private static final int CONTENT = 3;
    private static final int PROPERTY = 4;
    private static final int COMPARE = 5;
    private static final int BIT_MASK = 6;
    private static final int SIZE = 7;
    private static final int EXIST = 8;
    private static final int PRESENT = 0xff;
    private static final int LEAST_BYTES = 3;
    private static final int DEEPEST = 32;

    private HttpRestrictions() {
    }

    static Restriction read(WireReader in) {
        return read(in, 0);
    }

    private static Restriction read(WireReader in, int depth) {
        if (depth > DEEPEST) {
            throw in.error("Restriction", "nested deeper than " + DEEPEST);
        }
        int type = in.uint8("RestrictType");
        return switch (type) {
            case AND -> new Restriction.And(children(in, depth));
            case OR -> new Restriction.Or(children(in, depth));
            case NOT -> new Restriction.Not(read(in, depth + 1));
            case CONTENT -> new Restriction.Content(in.uint16("FuzzyLevelLow"), in.uint16("FuzzyLevelHigh"),
                    PropertyTag.read(in), value(in));
            case PROPERTY -> new Restriction.Property(in.uint8("RelOp"), PropertyTag.read(in), value(in));
            case COMPARE ->
                new Restriction.CompareProperties(in.uint8("RelOp"), PropertyTag.read(in), PropertyTag.read(in));
            case BIT_MASK ->
                new Restriction.BitMask(in.bool("BitmapRelOp"), PropertyTag.read(in), in.int32("Mask"));
            case SIZE -> new Restriction.Size(in.uint8("RelOp"), PropertyTag.read(in), in.int32("Size"));
            case EXIST -> new Restriction.Exist(PropertyTag.read(in));
            default -> throw in.error("RestrictType", "type " + type + " is not for address books");
        };
    }

    private static List<Restriction> children(WireReader in, int depth) {
        int count = in.count("RestrictCount", in.uint32("RestrictCount"), LEAST_BYTES);
        var children = new ArrayList<Restriction>(count);
        for (int i = 0; i < count; i++) {
            children.add(read(in, depth + 1));
        }
        return children;
    }

    private static PropertyValue value(WireReader in) {
        int next = in.peek();
        if (next == PRESENT || next == 0 || next == 1) {
            in.skip("HasValue", 1);
        }
        return HttpValues.tagged(in);
    }

    /** @param presence false for servers that do not know the byte before values */
    static void write(WireWriter out, Restriction restriction, boolean presence) {
        switch (restriction) {
            case Restriction.And and -> children(out, AND, and.all(), presence);
            case Restriction.Or or -> children(out, OR, or.any(), presence);
            case Restriction.Not not -> {
                out.uint8("RestrictType", NOT);
                write(out, not.inner(), presence);
            }
            case Restriction.Content content -> {
                out.uint8("RestrictType", CONTENT).uint16("FuzzyLevelLow", content.level())
                        .uint16("FuzzyLevelHigh", content.options());
                content.tag().write(out);
                value(out, content.value(), presence);
            }
            case Restriction.Property property -> {
                out.uint8("RestrictType", PROPERTY).uint8("RelOp", property.operator());
                property.tag().write(out);
                value(out, property.value(), presence);
            }
            case Restriction.CompareProperties compare -> {
                out.uint8("RestrictType", COMPARE).uint8("RelOp", compare.operator());
                compare.left().write(out);
                compare.right().write(out);
            }
            case Restriction.BitMask bits -> {
                out.uint8("RestrictType", BIT_MASK).bool("BitmapRelOp", bits.set());
                bits.tag().write(out);
                out.int32("Mask", bits.mask());
            }
            case Restriction.Size size -> {
                out.uint8("RestrictType", SIZE).uint8("RelOp", size.operator());
                size.tag().write(out);
                out.int32("Size", size.bytes());
            }
            case Restriction.Exist exist -> {
                out.uint8("RestrictType", EXIST);
                exist.tag().write(out);
            }
            default -> throw new WireException(
                    "a " + restriction.getClass().getSimpleName() + " restriction is not for address books");
        }
    }

    private static void children(WireWriter out, int type, List<Restriction> children, boolean presence) {
        out.uint8("RestrictType", type).uint32("RestrictCount", children.size());
        children.forEach(child -> write(out, child, presence));
    }

    private static void value(WireWriter out, PropertyValue value, boolean presence) {
        if (presence) {
            out.uint8("HasValue", PRESENT);
        }
        HttpValues.tagged(out, value);
    }
}
