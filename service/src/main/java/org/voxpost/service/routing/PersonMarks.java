package org.voxpost.service.routing;

import java.util.Arrays;

/** Which records an address book has, as 64-bit marks: enough to count what changed between two of them. */
final class PersonMarks {
    static final PersonMarks NONE = new PersonMarks(new long[0]);

    private final long[] sorted;

    private PersonMarks(long[] sorted) {
        this.sorted = sorted;
    }

    /** Collects; used by one thread. */
    static final class Collector {
        private long[] marks = new long[1 << 10];
        private int count;

        void add(byte[] person) {
            if (count == marks.length) {
                marks = Arrays.copyOf(marks, count * 2);
            }
            marks[count++] = mark(person);
        }

        PersonMarks done() {
            long[] sorted = Arrays.copyOf(marks, count);
            Arrays.sort(sorted);
            return new PersonMarks(sorted);
        }
    }

    /** Its mark, any 64 bits. */
    static long mark(byte[] bytes) {
        long mark = 0xcbf29ce484222325L; // FNV-1a, 64 bits
        for (byte b : bytes) {
            mark = (mark ^ b & 0xff) * 0x100000001b3L;
        }
        return mark;
    }

    int count() {
        return sorted.length;
    }

    /** How many of these records the other has not. */
    int notIn(PersonMarks other) {
        int missing = 0;
        int at = 0;
        for (long mark : sorted) {
            while (at < other.sorted.length && other.sorted[at] < mark) {
                at++;
            }
            if (at < other.sorted.length && other.sorted[at] == mark) {
                at++;
            } else {
                missing++;
            }
        }
        return missing;
    }
}
