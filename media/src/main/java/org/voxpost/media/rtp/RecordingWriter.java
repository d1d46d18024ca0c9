package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;
import org.voxpost.media.RecordingSink;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.G711;

/**
 * Turns what the timeline hands on into the recording's bytes and gives them to the sink in small blocks: with the
 * timeline's window and the batches of reading, a process that dies takes less than a second with it. Lost audio becomes
 * the last 20 ms again, quieter each time, then silence. Owned by one media thread.
 */
final class RecordingWriter implements RecordingTimeline.Audio {
    private static final int BLOCK_MS = 400;
    private static final int CONCEAL_MS = 60;
    private static final int FRAME_MS = SpeechDetector.FRAME_MS;
    private static final int POSITIONS_PER_SAMPLE = RecordingTimeline.PER_SECOND / 8000;

    private final AudioFormat format;
    private final RecordingSink sink;
    private final SpeechDetector speech = new SpeechDetector();
    private final byte silence;
    private final short[] linear;
    private final byte[] block;
    private final ByteBuffer handOver;
    private final int frameBytes;
    private final byte[] lastFrame;
    private int used;
    private long written;
    private long mostBytes;
    private boolean storageFailed;
    private long frameSquares;
    private int frameFilled;
    private long lostPositions;

    RecordingWriter(AudioFormat format, RecordingSink sink, long mostBytes) {
        this.format = format;
        this.sink = sink;
        this.mostBytes = mostBytes;
        this.silence = format.encoding() == Encoding.PCMU ? G711.MU_SILENCE : G711.A_SILENCE;
        this.linear = G711.linearTable(format.encoding());
        this.block = new byte[format.bytesPerSecond() * BLOCK_MS / 1000];
        this.handOver = ByteBuffer.wrap(block);
        this.frameBytes = format.bytesPerSecond() / 1000 * FRAME_MS;
        this.lastFrame = new byte[frameBytes];
        Arrays.fill(lastFrame, silence);
    }

    @Override
    public void packet(Codec codec, byte[] bytes, int offset, int length, long skip) {
        int skipped = (int) Math.min(length, skip / POSITIONS_PER_SAMPLE);
        boolean sameLaw = codec.recordingFormat().encoding() == format.encoding();
        for (int i = offset + skipped; i < offset + length; i++) {
            write(sameLaw ? bytes[i] : otherLaw(bytes[i]));
        }
        remember();
    }

    private byte otherLaw(byte code) {
        return format.encoding() == Encoding.PCMU ? G711.toMu(G711.fromA(code)) : G711.toA(G711.fromMu(code));
    }

    /** The last 20 ms written, as long as they lie in the block. */
    private void remember() {
        if (used >= frameBytes) {
            System.arraycopy(block, used - frameBytes, lastFrame, 0, frameBytes);
        }
    }

    @Override
    public void lost(long positions) {
        lostPositions += positions;
        long samples = positions / POSITIONS_PER_SAMPLE;
        long concealed = Math.min(samples, CONCEAL_MS * 8L);
        for (int i = 0; i < concealed; i++) {
            int halvings = 1 + i / frameBytes;
            write(quieter(lastFrame[i % frameBytes], halvings));
        }
        fill(samples - concealed);
    }

    private byte quieter(byte code, int halvings) {
        int value = linear[code & 0xFF] >> halvings;
        return format.encoding() == Encoding.PCMU ? G711.toMu(value) : G711.toA(value);
    }

    @Override
    public void silence(long positions) {
        fill(positions / POSITIONS_PER_SAMPLE);
    }

    private void fill(long samples) {
        for (long i = 0; i < samples && written < mostBytes; i++) {
            write(silence);
        }
    }

    private void write(byte code) {
        if (written >= mostBytes || storageFailed) {
            return;
        }
        block[used++] = code;
        written++;
        int value = linear[code & 0xFF];
        frameSquares += (long) value * value;
        if (++frameFilled == frameBytes) {
            speech.frame((double) frameSquares / frameBytes);
            frameSquares = 0;
            frameFilled = 0;
        }
        if (used == block.length) {
            handOver();
        }
    }

    private void handOver() {
        if (used > 0 && !storageFailed) {
            handOver.clear().limit(used);
            storageFailed = !sink.append(handOver);
            written -= storageFailed ? used : 0;
            used = 0;
        }
    }

    /** Nothing behind this position is to be written. */
    void cutAt(long position) {
        mostBytes = Math.clamp(position / POSITIONS_PER_SAMPLE, 0, mostBytes);
    }

    /** Gives the rest to the sink and ends it. */
    void end() {
        long surplus = written - mostBytes;
        if (surplus > 0) {
            long back = Math.min(surplus, used);
            used -= (int) back;
            written -= back;
        }
        handOver();
        sink.end();
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
