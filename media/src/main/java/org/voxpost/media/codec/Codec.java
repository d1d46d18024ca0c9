package org.voxpost.media.codec;

import java.nio.ByteBuffer;
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
    PCMU("PCMU", 0, 8000, 1, new AudioFormat(Encoding.PCMU, 8000), G711.MU_SILENCE), PCMA("PCMA", 8, 8000, 1,
            new AudioFormat(Encoding.PCMA, 8000), G711.A_SILENCE),
    /** 16000 Hz under a clock of 8000 Hz: an error of RFC 1890 that RFC 3551, 4.5.2 keeps. */
    G722("G722", 9, 8000, 1, AudioFormat.PCM_16000, (byte) 0xFD),
    /** Always called 48000 Hz and stereo in SDP; we hear it as mono at 16000 Hz and say so (RFC 7587, 6.1, 7). */
    OPUS("opus", 111, 48_000, 2, AudioFormat.PCM_16000, (byte) 0xF8, (byte) 0xFF, (byte) 0xFE);

    private static final int FIRST_DYNAMIC = 96;

    private final String encodingName;
    private final int payloadType;
    private final int clockHz;
    private final int channels;
    private final AudioFormat recordingFormat;
    private final byte[] silence;

    Codec(String encodingName, int payloadType, int clockHz, int channels, AudioFormat recordingFormat,
            byte... silence) {
        this.encodingName = encodingName;
        this.payloadType = payloadType;
        this.clockHz = clockHz;
        this.channels = channels;
        this.recordingFormat = recordingFormat;
        this.silence = silence;
    }

    /** The name in {@code a=rtpmap}. */
    public String encodingName() {
        return encodingName;
    }

    /** The value of {@code a=rtpmap} behind the payload type. */
    public String rtpmap() {
        return encodingName + "/" + clockHz + (channels == 1 ? "" : "/" + channels);
    }

    /** The value of {@code a=fmtp} behind the payload type; empty for none. */
    public Optional<String> fmtp() {
        return this == OPUS ? Optional.of("maxplaybackrate=" + audioHz() + ";stereo=0") : Optional.empty();
    }

    /** The static payload type, or the dynamic one we offer. */
    public int payloadType() {
        return payloadType;
    }

    /** RTP timestamp units per second. */
    public int clockHz() {
        return clockHz;
    }

    /** Samples per second of what is heard: of recordings and prompts. */
    public int audioHz() {
        return recordingFormat.rateHz();
    }

    /** What a recording of this codec holds without losing anything that we hear. */
    public AudioFormat recordingFormat() {
        return recordingFormat;
    }

    /** True if a payload is one sample a byte, in the order of time, and needs no memory to be read (G.711). */
    public boolean sampleByByte() {
        return recordingFormat.encoding() != Encoding.PCM16_LE;
    }

    /** True if encoded audio is a row of packets that cannot be cut; else any number of bytes can be sent. */
    public boolean packets() {
        return this == OPUS;
    }

    /** A byte that stands for silence; for {@link #packets} the packet of 20 ms. A copy. */
    public byte[] silence() {
        return silence.clone();
    }

    /** Puts {@code ms} milliseconds of silence; of {@link #packets} always 20 ms. */
    public void putSilence(ByteBuffer out, int ms) {
        int times = packets() ? 1 : bytesIn(ms);
        for (int i = 0; i < times; i++) {
            out.put(silence);
        }
    }

    /** Encoded bytes in {@code ms} milliseconds; not for {@link #packets}. */
    public int bytesIn(int ms) {
        return 8 * ms;
    }

    /** Timestamp units in {@code ms} milliseconds. */
    public int ticksIn(int ms) {
        return clockHz / 1000 * ms;
    }

    /** Timestamp units of audio in the payload that lies at {@code offset}; 0 if it is none of this codec. */
    public int ticksOf(ByteBuffer in, int offset, int length) {
        return this == OPUS ? OpusPacket.ticks(in, offset, length) : length;
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
                .filter(codec -> codec.payloadType == payloadType && payloadType < FIRST_DYNAMIC)
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
