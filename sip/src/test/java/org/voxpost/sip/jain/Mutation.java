package org.voxpost.sip.jain;

import java.util.Arrays;
import java.util.Random;

/** Damages a message in one to five places: bytes changed, cut, doubled, and the characters that mean something in SIP. */
final class Mutation {
    private static final byte[] MEANINGFUL = "\r\n\t \"<>;:,=@[]()%\\/?0\0"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Mutation() {
    }

    static byte[] of(byte[] message, Random random) {
        byte[] damaged = message.clone();
        for (int i = random.nextInt(1, 6); i > 0 && damaged.length > 1; i--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] message, Random random) {
        int at = random.nextInt(message.length);
        int end = Math.min(message.length, at + 1 + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> changed(message, at, (byte) random.nextInt(256));
            case 1, 2 -> changed(message, at, MEANINGFUL[random.nextInt(MEANINGFUL.length)]);
            case 3 -> joined(Arrays.copyOf(message, at), Arrays.copyOfRange(message, end, message.length));
            case 4 -> joined(Arrays.copyOf(message, end), Arrays.copyOfRange(message, at, message.length));
            default -> Arrays.copyOf(message, at);
        };
    }

    private static byte[] changed(byte[] message, int at, byte to) {
        message[at] = to;
        return message;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
