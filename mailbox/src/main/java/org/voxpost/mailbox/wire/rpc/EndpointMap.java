package org.voxpost.mailbox.wire.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;

/** The stubs of ept_map, opnum 3 of the endpoint mapper ([C706] appendix O, [MS-RPCE] 2.2.1.2.5). */
public final class EndpointMap {
    public static final int OPNUM = 3;
    public static final int NOT_REGISTERED = 0x16c9_a0d6;
    private static final int TOWERS_WANTED = 4;
    private static final int LONGEST_TOWER = 2000;

    private EndpointMap() {
    }

    public static byte[] request(Tower tower) {
        var out = new NdrWriter();
        out.pointer("object", () -> out.guid("object", new UUID(0, 0))).flush();
        out.pointer("map_tower", () -> tower(out, tower)).flush();
        return out.handle(ContextHandle.NIL).int32("max_towers", TOWERS_WANTED).stub();
    }

    /** What is asked for; empty if the tower is not for TCP. */
    public static Optional<Tower> request(byte[] stub) {
        var in = new NdrReader(stub);
        if (in.present("object")) {
            in.guid("object");
        }
        var octets = new ArrayList<byte[]>();
        in.pointer("map_tower", () -> octets.add(tower(in)));
        in.flush();
        in.handle();
        in.int32("max_towers");
        return octets.stream().map(Tower::read).findFirst();
    }

    public static byte[] answer(List<Tower> towers) {
        var out = new NdrWriter().handle(ContextHandle.NIL).int32("num_towers", towers.size());
        out.varying("towers", TOWERS_WANTED, towers.size());
        towers.forEach(tower -> out.pointer("tower", () -> tower(out, tower)));
        return out.flush().int32("status", towers.isEmpty() ? NOT_REGISTERED : 0).stub();
    }

    /** @return where it is; empty if it is not registered */
    public static List<Tower> answer(byte[] stub) {
        var in = new NdrReader(stub);
        in.handle();
        in.int32("num_towers");
        int count = in.varying("towers", 4);
        var towers = new ArrayList<Tower>(count);
        for (int i = 0; i < count; i++) {
            in.pointer("tower", () -> towers.add(Tower.read(tower(in))));
        }
        in.flush();
        in.int32("status");
        return towers;
    }

    private static void tower(NdrWriter out, Tower tower) {
        byte[] octets = tower.write();
        out.int32("max_count", octets.length).int32("tower_length", octets.length).bytes("tower_octet_string", octets);
    }

    private static byte[] tower(NdrReader in) {
        in.int32("max_count");
        int length = in.count("tower_length", 1);
        if (length > LONGEST_TOWER) {
            throw in.error("tower_length", length + " is more than " + LONGEST_TOWER);
        }
        return in.raw("tower_octet_string", length);
    }
}
