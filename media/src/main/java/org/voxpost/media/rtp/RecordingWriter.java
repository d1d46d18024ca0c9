package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;
import org.voxpost.media.RecordingSink;
import org.voxpost.media.SpeechDetector;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.G711;
import org.voxpost.media.ffmpeg.OpusDecoder;

/**
 * Turns what the timeline hands on into the recording's bytes and gives them to the sink in small blocks: with the
 * timeline's window and the batches of reading, a process that dies takes less than a second with it. Lost audio is made up
 * for ({@link LossConcealment}), a pause of the sender is silence or the noise it described (RFC 3389). The end of what came is
 * held back, because a key that ends the recording takes away what was heard of it. Owned by one media thread.
 */
final class RecordingWriter implements RecordingTimeline.Audio {
    private static final int BLOCK_MS = 700; // what is held back and what one fetch brings
    private static final int LEAST_MS = 100; // less is not worth a write
    private static final int HELD_BACK_MS = 120; // a tone is recognised 51 ms after it began, and 60 ms before it go too
    private static final int FRAME_MS = SpeechDetector.FRAME_MS;
    private static final int LOUDEST_NOISE = 40; // -dBov: what claims to be louder is no comfort
    private static final int QUIETEST_NOISE = 78; // -dBov: below it, 16 bits of G.711 hold nothing

    private final AudioFormat format;
    private final Encoding encoding;
    private final RecordingSink sink;
    private final SpeechDetector speech = new SpeechDetector();
    private final PacketAudio decoded;
    private final LossConcealment concealment;
    private final int width;
    private final int positionsPerSample;
    private final int frameSamples;
    private final short[] linear;
    private final byte[] block;
    private final int heldBack;
    private final int least;
    private final byte[] blockBefore;
    private final ByteBuffer handOver;
    private int used;
    private long written;
    private long mostBytes;
    private boolean storageFailed;
    private long frameSquares;
    private int frameFilled;
    private long lostPositions;
    private int noiseReach;
    private int noise = 1;

    /** @param opened the decoder of what is expected, if it takes long to open; closed with the recording */
    RecordingWriter(AudioFormat format, RecordingSink sink, long mostBytes, Optional<OpusDecoder> opened) {
        this.format = format;
        this.encoding = format.encoding();
        this.sink = sink;
        this.mostBytes = mostBytes;
        this.decoded = new PacketAudio(format.rateHz(), opened);
        this.concealment = new LossConcealment(format.rateHz());
        this.width = encoding.bytesPerSample();
        this.positionsPerSample = RecordingTimeline.PER_SECOND / format.rateHz();
        this.frameSamples = format.rateHz() / 1000 * FRAME_MS;
        this.linear = width == 1 ? G711.linearTable(encoding) : new short[0];
        this.block = new byte[format.bytesPerSecond() * BLOCK_MS / 1000];
        this.heldBack = format.bytesPerSecond() * HELD_BACK_MS / 1000;
        this.least = format.bytesPerSecond() * LEAST_MS / 1000;
        this.blockBefore = new byte[concealment.history().length * width];
        this.handOver = ByteBuffer.wrap(block);
        Arrays.fill(blockBefore, silence());
    }

    private byte silence() {
        return switch (encoding) {
            case PCMU -> G711.MU_SILENCE;
            case PCMA -> G711.A_SILENCE;
            case PCM16_LE -> 0;
        };
    }

    @Override
    public void packet(Codec codec, byte[] bytes, int offset, int length, long skip) {
        int skipped = (int) Math.min(Integer.MAX_VALUE, skip / positionsPerSample);
        if (codec.recordingFormat().equals(format) && codec.sampleByByte() && !concealment.resuming()) {
            int first = Math.min(length, skipped);
            write(bytes, offset + first, length - first);
            return;
        }
        int count = decoded.decode(codec, bytes, offset, length);
        short[] samples = decoded.samples();
        for (int i = skipped; i < count; i++) {
            write(concealment.resuming() ? concealment.resumed(samples[i]) : samples[i]);
        }
    }

    @Override
    public void lost(long positions) {
        lostPositions += positions;
        recall(concealment.history());
        concealment.begin();
        for (long samples = positions / positionsPerSample; samples > 0 && !full(); samples--) {
            write(concealment.next());
        }
    }

    /** The samples written last. */
    private void recall(short[] into) {
        int first = into.length - used / width;
        for (int i = 0; i < into.length; i++) {
            into[i] = (short) (i >= first
                    ? sampleAt(block, (i - first) * width)
                    : sampleAt(blockBefore, (i - first) * width + blockBefore.length));
        }
    }

    private int sampleAt(byte[] bytes, int at) {
        return width == 1 ? linear[bytes[at] & 0xFF] : bytes[at] & 0xFF | bytes[at + 1] << 8;
    }

    @Override
    public void silence(long positions) {
        for (long samples = positions / positionsPerSample; samples > 0 && !full(); samples--) {
            write(noiseReach == 0 ? 0 : nextNoise());
        }
    }

    @Override
    public void comfortNoise(int level) {
        double rms = 32_768 * Math.pow(10, -Math.max(level, LOUDEST_NOISE) / 20.0);
        noiseReach = level > QUIETEST_NOISE ? 0 : (int) (rms * Math.sqrt(3)); // of an even distribution
    }

    private int nextNoise() {
        noise = noise * 1_664_525 + 1_013_904_223;
        return (int) ((long) noise * noiseReach >> 31);
    }

    private void write(int sample) {
        switch (encoding) {
            case PCMU -> write(sample == 0 ? G711.MU_SILENCE : G711.toMu(sample));
            case PCMA -> write(G711.toA(sample));
            case PCM16_LE -> {
                if (written < mostBytes && !storageFailed) {
                    block[used++] = (byte) sample;
                    block[used++] = (byte) (sample >> 8);
                    count(sample);
                }
            }
        }
    }

    private void write(byte code) {
        if (written < mostBytes && !storageFailed) {
            block[used++] = code;
            count(linear[code & 0xFF]);
        }
    }

    private void write(byte[] codes, int offset, int length) {
        int at = offset;
        int left = (int) Math.min(length, mostBytes - written);
        while (left > 0 && !storageFailed) {
            int now = Math.min(left, Math.min(block.length - used, frameSamples - frameFilled));
            System.arraycopy(codes, at, block, used, now);
            used += now;
            long squares = 0;
            for (int i = at; i < at + now; i++) {
                int sample = linear[codes[i] & 0xFF];
                squares += sample * sample; // below 2^31
            }
            counted(now, squares);
            at += now;
            left -= now;
        }
    }

    private void count(int sample) {
        counted(1, (long) sample * sample);
    }

    private void counted(int samples, long squares) {
        written += (long) samples * width;
        frameSquares += squares;
        frameFilled += samples;
        if (frameFilled == frameSamples) {
            speech.frame((double) frameSquares / frameSamples);
            frameSquares = 0;
            frameFilled = 0;
        }
        if (used == block.length) {
            handOn();
        }
    }

    /** Gives what has gathered to the sink, but for what is held back. */
    void handOn() {
        int bytes = used - heldBack;
        if (bytes >= least) {
            handOver(bytes);
            System.arraycopy(block, bytes - blockBefore.length, blockBefore, 0, blockBefore.length);
            System.arraycopy(block, bytes, block, 0, heldBack);
        }
    }

    private void handOver(int bytes) {
        if (bytes > 0 && !storageFailed) {
            handOver.clear().limit(bytes);
            storageFailed = !sink.append(handOver);
            written -= storageFailed ? used : 0;
            used = storageFailed ? 0 : used - bytes;
        }
    }

    /** Nothing behind this position is to be written. */
    void cutAt(long position) {
        mostBytes = Math.clamp(position / positionsPerSample * width, 0, mostBytes);
    }

    /** Gives the rest to the sink and ends it. */
    void end() {
        long surplus = written - mostBytes;
        if (surplus > 0) {
            long back = Math.min(surplus, used);
            used -= (int) back;
            written -= back;
        }
        handOver(used);
        sink.end();
        decoded.close();
    }

    /** Audio bytes of the recording. */
    long written() {
        return written;
    }

    boolean full() {
        return written >= mostBytes;
    }

    boolean storageFailed() {
        return storageFailed;
    }

    SpeechDetector speech() {
        return speech;
    }

    /** Milliseconds of audio that did not arrive. */
    long lostMs() {
        return lostPositions / (RecordingTimeline.PER_SECOND / 1000);
    }
}
