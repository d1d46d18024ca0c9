package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;

/** Reads restrictions, whose depth and counts a peer chooses, within bounds. */
final class RestrictionReader {
    private static final int LEAST_BYTES = 3;

    private RestrictionReader() {
    }

    static Restriction read(WireReader in) {
        return read(in, 0);
    }

    private static Restriction read(WireReader in, int depth) {
        if (depth > Restriction.DEEPEST) {
            throw in.error("Restriction", "nested deeper than " + Restriction.DEEPEST);
        }
        int type = in.uint8("RestrictType");
        return switch (type) {
            case Restriction.And.TYPE -> new Restriction.And(children(in, depth));
            case Restriction.Or.TYPE -> new Restriction.Or(children(in, depth));
            case Restriction.Not.TYPE -> new Restriction.Not(read(in, depth + 1));
            case Restriction.Content.TYPE -> new Restriction.Content(in.uint16("FuzzyLevelLow"),
                    in.uint16("FuzzyLevelHigh"), PropertyTag.read(in), PropertyValue.read(in));
            case Restriction.Property.TYPE ->
                new Restriction.Property(in.uint8("RelOp"), PropertyTag.read(in), PropertyValue.read(in));
            case Restriction.CompareProperties.TYPE ->
                new Restriction.CompareProperties(in.uint8("RelOp"), PropertyTag.read(in), PropertyTag.read(in));
            case Restriction.BitMask.TYPE ->
                new Restriction.BitMask(in.bool("BitmapRelOp"), PropertyTag.read(in), in.int32("Mask"));
            case Restriction.Size.TYPE ->
                new Restriction.Size(in.uint8("RelOp"), PropertyTag.read(in), in.int32("Size"));
            case Restriction.Exist.TYPE -> new Restriction.Exist(PropertyTag.read(in));
            case Restriction.SubObject.TYPE -> new Restriction.SubObject(PropertyTag.read(in), read(in, depth + 1));
            case Restriction.Comment.TYPE -> comment(in, depth);
            case Restriction.Count.TYPE -> new Restriction.Count(in.int32("Count"), read(in, depth + 1));
            default -> throw in.error("RestrictType", "unknown type " + type);
        };
    }

    private static Restriction comment(WireReader in, int depth) {
        List<PropertyValue> values = PropertyValue.readAll(in, in.uint8("TaggedValuesCount"));
        boolean present = in.bool("RestrictionPresent");
        return new Restriction.Comment(values, present ? Optional.of(read(in, depth + 1)) : Optional.empty());
    }

    private static List<Restriction> children(WireReader in, int depth) {
        int count = in.count("RestrictCount", in.uint16("RestrictCount"), LEAST_BYTES);
        var children = new ArrayList<Restriction>(count);
        for (int i = 0; i < count; i++) {
            children.add(read(in, depth + 1));
        }
        return children;
    }
}
