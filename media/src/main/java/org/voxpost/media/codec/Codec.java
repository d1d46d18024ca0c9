package org.voxpost.media.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;

/**
 * The codecs this service speaks, as SDP and RTP see them (RFC 3551, 4.5; RFC 7587), best known first.
 */
public enum Codec {
    PCMU("PCMU", 0, 8000, new AudioFormat(Encoding.PCMU, 8000), G711.MU_SILENCE), PCMA("PCMA", 8, 8000,
            new AudioFormat(Encoding.PCMA, 8000), G711.A_SILENCE);

    private final String encodingName;
    private final int payloadType;
    private final int clockHz;
    private final AudioFormat recordingFormat;
    private final byte silence;

    Codec(String encodingName, int payloadType, int clockHz, AudioFormat recordingFormat, byte silence) {
        this.encodingName = encodingName;
        this.payloadType = payloadType;
        this.clockHz = clockHz;
        this.recordingFormat = recordingFormat;
        this.silence = silence;
    }

    /** The name in {@code a=rtpmap}. */
    public String encodingName() {
        return encodingName;
    }

    /** The static payload type, or the dynamic one we offer. */
    public int payloadType() {
        return payloadType;
    }

    /** RTP timestamp units per second. */
    public int clockHz() {
        return clockHz;
    }

    /** What a recording of this codec holds without losing anything. */
    public AudioFormat recordingFormat() {
        return recordingFormat;
    }

    /** The byte that stands for silence. */
    public byte silence() {
        return silence;
    }

    /** Encoded bytes in {@code ms} milliseconds. */
    public int bytesIn(int ms) {
        return 8 * ms;
    }

    /** Timestamp units in {@code ms} milliseconds. */
    public int ticksIn(int ms) {
        return clockHz / 1000 * ms;
    }

    /** The codec of an rtpmap entry, whatever the case of its letters. */
    public static Optional<Codec> named(String encodingName, int clockHz) {
        return Arrays.stream(values())
                .filter(codec -> codec.encodingName.equalsIgnoreCase(encodingName) && codec.clockHz == clockHz)
                .findFirst();
    }

    /** The codec a payload type below 96 stands for without an rtpmap (RFC 3551, table 4). */
    public static Optional<Codec> ofStaticPayloadType(int payloadType) {
        return Arrays.stream(values())
                .filter(codec -> codec.payloadType == payloadType && payloadType < 96)
                .findFirst();
    }

    /** The codecs of an operator's list, in its order; all when it is empty. Unknown names are left out. */
    public static List<Codec> preferred(List<String> names) {
        if (names.isEmpty()) {
            return List.of(values());
        }
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .flatMap(name -> Arrays.stream(values()).filter(codec -> codec.encodingName.toUpperCase(Locale.ROOT)
                        .equals(name)))
                .distinct()
                .toList();
    }
}
