package org.voxpost.mailbox.wire;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Messages cut short: every reader has to refuse them. */
public final class Prefixes {
    private Prefixes() {
    }

    /** Every shorter prefix of {@code bytes}, the empty one first. */
    public static List<byte[]> of(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(length -> Arrays.copyOf(bytes, length)).toList();
    }
}
