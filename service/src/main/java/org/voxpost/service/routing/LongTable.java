package org.voxpost.service.routing;

/** A hash table from long keys, never 0, to ints; open addressing, a power of two of places, at most two thirds full. */
final class LongTable {
    static final int ABSENT = Integer.MIN_VALUE;

    private static final int SMALLEST = 1 << 10;

    private long[] keys;
    private int[] values;
    private int size;

    LongTable() {
        keys = new long[SMALLEST];
        values = new int[SMALLEST];
    }

    /** An empty one with room for as much as another has. */
    LongTable(LongTable like) {
        keys = new long[like.keys.length];
        values = new int[like.keys.length];
    }

    int get(long key) {
        int at = place(key);
        return keys[at] == key ? values[at] : ABSENT;
    }

    void put(long key, int value) {
        if (3L * (size + 1) > 2L * keys.length) {
            grow();
        }
        int at = place(key);
        if (keys[at] == 0) {
            keys[at] = key;
            size++;
        }
        values[at] = value;
    }

    /** The place of the key, or the free one where it belongs. */
    private int place(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        int at = (int) (mixed ^ mixed >>> 32) & keys.length - 1;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }

    int size() {
        return size;
    }

    long sizeBytes() {
        return 12L * keys.length;
    }

}
