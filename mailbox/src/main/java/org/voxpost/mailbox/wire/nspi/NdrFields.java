package org.voxpost.mailbox.wire.nspi;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;
import org.voxpost.mailbox.wire.rop.PropertyTag;

/** What requests and answers in NDR share: STAT, columns, lists of numbers that may be absent. */
final class NdrFields {
    private NdrFields() {
    }

    static void stat(NdrWriter out, Stat stat) {
        var bytes = new WireWriter();
        stat.write(bytes);
        out.raw("STAT", bytes.bytes());
    }

    static Stat stat(NdrReader in) {
        return Stat.read(new WireReader(in.raw("STAT", Stat.LENGTH_BYTES)));
    }

    static void columns(NdrWriter out, List<PropertyTag> columns) {
        optionalNumbers(out, "pPropTags", columns.stream().map(PropertyTag::value).toList());
    }

    static List<PropertyTag> columns(NdrReader in) {
        return optionalNumbers(in, "pPropTags").stream().map(PropertyTag::of).toList();
    }

    static void optionalNumbers(NdrWriter out, String field, List<Integer> numbers) {
        if (numbers.isEmpty()) {
            out.none(field);
        } else {
            out.pointer(field, () -> NdrValues.numbers(out, numbers)).flush();
        }
    }

    static List<Integer> optionalNumbers(NdrReader in, String field) {
        var numbers = new ArrayList<Integer>();
        in.pointer(field, () -> numbers.addAll(NdrValues.numbers(in)));
        in.flush();
        return numbers;
    }
}
