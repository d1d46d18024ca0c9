package org.voxpost.media.rtp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.voxpost.media.Key;

/**
 * One named telephone event: the RTP payload that carries a key press (RFC 4733, 2.3).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+-+-+-----------+-------------------------------+
 * |     event     |E|R|  volume   |           duration            |
 * +---------------+-+-+-----------+-------------------------------+
 * </pre>
 *
 * @param event event code, 0..255; 0..15 are the keys 0-9, *, #, A-D (RFC 4733, 3.2)
 * @param end true on the last packet of the event, which is sent three times
 * @param volume power of the tone in -dBm0, 0..63; larger is quieter
 * @param duration so far, in RTP timestamp units: 160 is 20 ms at 8000 Hz; 0..65535
 */
public record TelephoneEvent(int event, boolean end, int volume, int duration) {
    static final int BYTES = 4;
    private static final int END = 0x80;
    private static final int VOLUME = 0x3f; // without R, which senders set to 0 and readers ignore
    private static final String KEYS = "0123456789*#ABCD";

    /**
     * Reads one event and leaves {@code in} behind it.
     *
     * @throws BufferUnderflowException if fewer than 4 bytes remain
     */
    public static TelephoneEvent read(ByteBuffer in) {
        int event = Byte.toUnsignedInt(in.get());
        int bits = Byte.toUnsignedInt(in.get());
        int duration = Short.toUnsignedInt(in.getShort());
        return new TelephoneEvent(event, (bits & END) != 0, bits & VOLUME, duration);
    }

    /** Writes the event's 4 bytes, R = 0. */
    public void write(ByteBuffer out) {
        out.put((byte) event);
        out.put((byte) ((end ? END : 0) | volume));
        out.putShort((short) duration);
    }

    /** The key it stands for; empty for flash hook and other tones. */
    public Optional<Key> key() {
        return event < KEYS.length() ? Optional.of(new Key(KEYS.charAt(event))) : Optional.empty();
    }

    /** The event code of {@code key}. */
    public static int codeOf(Key key) {
        return KEYS.indexOf(key.symbol());
    }
}
