package org.voxpost.lab.store;

/** FID and MID of [MS-OXCDATA] 2.2.1.1 as the unsigned 64-bit little-endian number that ROPs carry, for a counter. */
public final class ObjectIds {
    /** The only replica id of the lab. */
    public static final int REPL_ID = 1;
    private static final int COUNTER_BITS = 48;

    private ObjectIds() {
    }

    /** ReplId in the low 16 bits, above it the counter's six bytes in big-endian order. */
    public static long toWire(long counter) {
        return Long.reverseBytes(counter & (1L << COUNTER_BITS) - 1) | REPL_ID;
    }

    /** @throws StoreRefusal if it is not of the lab's replica */
    public static long fromWire(long id) {
        if ((id & 0xffff) != REPL_ID) {
            throw new StoreRefusal(StoreRefusal.Reason.NOT_FOUND,
                    "replica id " + (id & 0xffff) + " is not of this store");
        }
        return Long.reverseBytes(id & ~0xffffL);
    }
}
