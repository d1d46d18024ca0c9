package org.voxpost.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SKIP_SAMPLES;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_new_side_data;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * MP3 by the system's LAME in FFmpeg's container, whose header tells players how many samples of the first and the last frame
 * are not to be heard. The bit rate is constant, so that all frames have one size.
 */
final class LameEncoder implements SampleEncoder {
    private static final int MOST_SAMPLES = 4608;
    private static final int OUT_BYTES = MOST_SAMPLES * 5 / 4 + 7200; // as lame.h asks
    private static final int DECODER_DELAY = 529; // samples every decoder adds
    private static final int SKIP_BYTES = 10; // AV_PKT_DATA_SKIP_SAMPLES: at the start, at the end, two reasons

    private final Lame lame;
    private final Container container;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment in = arena.allocate(2L * MOST_SAMPLES, 16);
    private final MemorySegment out = arena.allocate(OUT_BYTES, 16);
    private final ByteBuffer encoded;
    private final AVPacket packet = av_packet_alloc();
    private final MemorySegment handle;
    private final int frameSamples;
    private final int frameBytes;
    private final int delay;
    private final byte[] frame;
    private long samples;
    private long frames;

    private LameEncoder(Lame lame, Container container, MemorySegment handle, int rateHz, int bitRate)
            throws IOException {
        this.lame = lame;
        this.container = container;
        this.handle = handle;
        this.encoded = ByteBuffer.allocate(2 * OUT_BYTES);
        this.frameSamples = lame.frameSamples(handle);
        this.frameBytes = frameSamples / 8 * bitRate / rateHz;
        this.frame = new byte[frameBytes];
        this.delay = lame.delaySamples(handle) + DECODER_DELAY;
    }

    /** @throws IOException if LAME refuses the rate, or the file cannot be made */
    static LameEncoder open(Lame lame, FileEncoder.Recipe recipe, int rateHz, Path target) throws IOException {
        MemorySegment handle = lame.open(rateHz, recipe.bitRate(), recipe.level());
        Container container = null;
        try {
            container = new Container(recipe.container(), rateHz);
            var opened = new LameEncoder(lame, container, handle, rateHz, recipe.bitRate());
            container.create(target, parameters -> opened.describe(parameters, rateHz, recipe.bitRate()));
            return opened;
        } catch (IOException | RuntimeException e) {
            lame.close(handle);
            if (container != null) {
                container.close();
            }
            throw e;
        }
    }

    private void describe(AVCodecParameters parameters, int rateHz, int bitRate) {
        parameters.codec_type(AVMEDIA_TYPE_AUDIO);
        parameters.codec_id(AV_CODEC_ID_MP3);
        parameters.format(AV_SAMPLE_FMT_S16P);
        parameters.sample_rate(rateHz);
        parameters.bit_rate(bitRate);
        parameters.frame_size(frameSamples);
        parameters.initial_padding(delay);
        av_channel_layout_default(parameters.ch_layout(), 1);
    }

    @Override
    public void write(short[] audio, int count) throws IOException {
        for (int from = 0; from < count; from += MOST_SAMPLES) {
            int now = Math.min(count - from, MOST_SAMPLES);
            MemorySegment.copy(audio, from, in, ValueLayout.JAVA_SHORT, 0, now);
            samples += now;
            take(lame.encode(handle, in, now, out));
            muxWhole(0);
        }
    }

    private void take(int bytes) {
        MemorySegment.copy(out, ValueLayout.JAVA_BYTE, 0, encoded.array(), encoded.position(), bytes);
        encoded.position(encoded.position() + bytes);
    }

    /** Writes all whole frames but the last {@code kept}. */
    private void muxWhole(int kept) throws IOException {
        encoded.flip();
        while (encoded.remaining() >= (kept + 1) * frameBytes) {
            mux(0);
        }
        encoded.compact();
    }

    private void mux(int discarded) throws IOException {
        encoded.get(frame);
        Ffmpeg.checked("make a packet", av_new_packet(packet, frameBytes));
        packet.data().put(frame, 0, frameBytes);
        packet.pts(frames * frameSamples - delay);
        packet.dts(packet.pts());
        packet.duration(frameSamples - Math.min(discarded, frameSamples));
        if (frames == 0 || discarded > 0) {
            byte[] skip = ByteBuffer.allocate(SKIP_BYTES).order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0, frames == 0 ? delay : 0).putInt(4, discarded).array();
            av_packet_new_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, SKIP_BYTES).put(skip, 0, SKIP_BYTES);
        }
        frames++;
        container.write(packet);
    }

    @Override
    public long finish() throws IOException {
        take(lame.flush(handle, out));
        muxWhole(1);
        encoded.flip();
        if (encoded.remaining() != frameBytes) {
            throw new IOException("LAME ended within a frame: " + encoded.remaining() + " of " + frameBytes + " bytes");
        }
        mux((int) Math.max(0, (frames + 1) * frameSamples - delay - samples));
        container.finish();
        return samples;
    }

    @Override
    public void close() {
        lame.close(handle);
        container.close();
        av_packet_free(packet);
        arena.close();
    }
}
