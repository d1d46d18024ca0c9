package org.voxpost.mailbox.wire.nspi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Restriction_r ([MS-OXNSPI] 2.2.7): {@code rt | discriminant | arm}; children and values are deferred. */
final class NdrRestrictions {
    private static final int AND = 0;
    private static final int OR = 1;
    private static final int NOT = 2;
    private static final int CONTENT = 3;
    private static final int PROPERTY = 4;
    private static final int COMPARE = 5;
    private static final int BIT_MASK = 6;
    private static final int SIZE = 7;
    private static final int EXIST = 8;
    private static final Restriction NOTHING = new Restriction.Or(List.of());

    private NdrRestrictions() {
    }

    static void write(NdrWriter out, Restriction restriction) {
        switch (restriction) {
            case Restriction.And and -> children(out, AND, and.all());
            case Restriction.Or or -> children(out, OR, or.any());
            case Restriction.Not not -> head(out, NOT).pointer("lpRes", () -> write(out, not.inner()));
            case Restriction.Content content -> head(out, CONTENT)
                    .int32("ulFuzzyLevel", content.options() << 16 | content.level())
                    .int32("ulPropTag", content.tag().value())
                    .pointer("lpProp", () -> NdrValues.value(out, content.value()));
            case Restriction.Property property -> head(out, PROPERTY).int32("relop", property.operator())
                    .int32("ulPropTag", property.tag().value())
                    .pointer("lpProp", () -> NdrValues.value(out, property.value()));
            case Restriction.CompareProperties compare -> head(out, COMPARE).int32("relop", compare.operator())
                    .int32("ulPropTag1", compare.left().value()).int32("ulPropTag2", compare.right().value());
            case Restriction.BitMask bits -> head(out, BIT_MASK).int32("relMBR", bits.set() ? 1 : 0)
                    .int32("ulPropTag", bits.tag().value()).int32("ulMask", bits.mask());
            case Restriction.Size size -> head(out, SIZE).int32("relop", size.operator())
                    .int32("ulPropTag", size.tag().value()).int32("cb", size.bytes());
            case Restriction.Exist exist -> head(out, EXIST).int32("ulReserved1", 0)
                    .int32("ulPropTag", exist.tag().value()).int32("ulReserved2", 0);
            default -> throw new WireException(
                    "a " + restriction.getClass().getSimpleName() + " restriction is not for address books");
        }
    }

    private static NdrWriter head(NdrWriter out, int type) {
        return out.int32("rt", type).int32("discriminant", type);
    }

    private static void children(NdrWriter out, int type, List<Restriction> children) {
        head(out, type).int32("cRes", children.size()).pointer("lpRes", () -> {
            out.int32("max_count", children.size());
            children.forEach(child -> write(out, child));
        });
    }

    /** Gives the restriction when its deferred parts are read. */
    static void read(NdrReader in, Consumer<Restriction> to) {
        int type = in.int32("rt");
        int discriminant = in.int32("discriminant");
        if (type != discriminant) {
            throw in.error("discriminant", discriminant + " is not rt " + type);
        }
        switch (type) {
            case AND -> children(in, all -> to.accept(new Restriction.And(all)));
            case OR -> children(in, any -> to.accept(new Restriction.Or(any)));
            case NOT -> in.pointer("lpRes", () -> {
                read(in, inner -> to.accept(new Restriction.Not(inner)));
                in.flush();
            });
            case CONTENT -> {
                int level = in.int32("ulFuzzyLevel");
                PropertyTag tag = tag(in);
                value(in, value -> to.accept(new Restriction.Content(level & 0xffff, level >>> 16, tag, value)));
            }
            case PROPERTY -> {
                int operator = in.int32("relop");
                PropertyTag tag = tag(in);
                value(in, value -> to.accept(new Restriction.Property(operator, tag, value)));
            }
            case COMPARE -> to.accept(new Restriction.CompareProperties(in.int32("relop"), tag(in), tag(in)));
            case BIT_MASK -> to.accept(new Restriction.BitMask(in.int32("relMBR") != 0, tag(in), in.int32("ulMask")));
            case SIZE -> to.accept(new Restriction.Size(in.int32("relop"), tag(in), in.int32("cb")));
            case EXIST -> {
                in.int32("ulReserved1");
                PropertyTag tag = tag(in);
                in.int32("ulReserved2");
                to.accept(new Restriction.Exist(tag));
            }
            default -> throw in.error("rt", "type " + type + " is not for address books");
        }
    }

    private static void children(NdrReader in, Consumer<List<Restriction>> to) {
        in.int32("cRes");
        boolean some = in.pointer("lpRes", () -> {
            int count = in.count("max_count", 12);
            List<Restriction> children = new ArrayList<>(Collections.nCopies(count, NOTHING));
            for (int i = 0; i < count; i++) {
                int index = i;
                read(in, child -> children.set(index, child));
            }
            in.flush();
            to.accept(children);
        });
        if (!some) {
            to.accept(List.of());
        }
    }

    private static void value(NdrReader in, Consumer<PropertyValue> to) {
        boolean some = in.pointer("lpProp", () -> {
            var last = new PropertyValue[1];
            NdrValues.value(in, value -> last[0] = value);
            in.flush();
            to.accept(last[0]);
        });
        if (!some) {
            throw in.error("lpProp", "no value to compare with");
        }
    }

    private static PropertyTag tag(NdrReader in) {
        return PropertyTag.of(in.int32("ulPropTag"));
    }
}
