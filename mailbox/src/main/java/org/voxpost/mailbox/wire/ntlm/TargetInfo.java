package org.voxpost.mailbox.wire.ntlm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * A list of AV_PAIRs ([MS-NLMP] 2.2.2.1): {@code AvId u16 | AvLen u16 | value}, ended by id 0.
 *
 * @param pairs in wire order, without the end
 */
public record TargetInfo(List<Pair> pairs) {
    public static final int NETBIOS_COMPUTER = 1;
    public static final int NETBIOS_DOMAIN = 2;
    public static final int DNS_COMPUTER = 3;
    public static final int DNS_DOMAIN = 4;
    public static final int FLAGS = 6;
    public static final int TIMESTAMP = 7;
    public static final int TARGET_NAME = 9;
    public static final int CHANNEL_BINDINGS = 10;

    /** In {@link #FLAGS}: the message carries a MIC. */
    public static final int MIC_PRESENT = 2;

    public static final TargetInfo EMPTY = new TargetInfo(List.of());

    private static final int END = 0;

    /** One AV_PAIR. */
    public record Pair(int id, byte[] value) {
    }

    public TargetInfo {
        pairs = List.copyOf(pairs);
    }

    /** @throws WireException if a pair does not fit or the end is missing */
    public static TargetInfo read(WireReader in) {
        var pairs = new ArrayList<Pair>();
        while (true) {
            int id = in.uint16("AvId");
            int length = in.uint16("AvLen");
            if (id == END) {
                return new TargetInfo(pairs);
            }
            pairs.add(new Pair(id, in.bytes("AvPair " + id, length)));
        }
    }

    public void write(WireWriter out) {
        for (Pair pair : pairs) {
            out.uint16("AvId", pair.id()).uint16("AvLen", pair.value().length).bytes("Value", pair.value());
        }
        out.uint16("AvId", END).uint16("AvLen", 0);
    }

    public byte[] bytes() {
        var out = new WireWriter();
        write(out);
        return out.bytes();
    }

    public Optional<byte[]> value(int id) {
        return pairs.stream().filter(pair -> pair.id() == id).map(Pair::value).findFirst();
    }

    /** With {@code value} in place of what {@code id} had, or behind the others. */
    public TargetInfo with(int id, byte[] value) {
        var changed = new ArrayList<>(pairs);
        changed.removeIf(pair -> pair.id() == id);
        changed.add(new Pair(id, value));
        return new TargetInfo(changed);
    }

    public TargetInfo with(int id, String text) {
        return with(id, Payload.utf16(text));
    }

    /** The value of {@link #FLAGS}; 0 if there is none. */
    public int flags() {
        return value(FLAGS).map(bytes -> new WireReader(bytes).int32("MsvAvFlags")).orElse(0);
    }

    TargetInfo withFlags(int flags) {
        return with(FLAGS, new WireWriter().int32("MsvAvFlags", flags).bytes());
    }
}
