package org.voxpost.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;

/** One of FFmpeg's mono decoders that give 16-bit samples, packet by packet. For one thread at a time; freed by {@link #close}. */
final class FrameDecoder implements AutoCloseable {
    /** A datagram holds no more. */
    private static final int MOST_BYTES = 2048;
    private static final int PADDING = 64; // AV_INPUT_BUFFER_PADDING_SIZE

    private final AVCodecContext decoder;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final BytePointer input = new BytePointer(MOST_BYTES + PADDING);
    private boolean closed;

    private FrameDecoder(AVCodecContext decoder) {
        this.decoder = decoder;
        input.zero();
    }

    /** @throws IOException if this FFmpeg has no such decoder */
    static FrameDecoder open(String name, int rateHz) throws IOException {
        Ffmpeg.quiet(); // whoever sends nonsense must not fill the log
        AVCodec codec = avcodec_find_decoder_by_name(name);
        if (codec == null) {
            throw new IOException("this FFmpeg has no decoder " + name);
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.sample_rate(rateHz);
        av_channel_layout_default(context.ch_layout(), 1);
        context.thread_count(1);
        var decoder = new FrameDecoder(context);
        try {
            Ffmpeg.checked("open decoder " + name, avcodec_open2(context, codec, (AVDictionary) null));
        } catch (IOException e) {
            decoder.close();
            throw e;
        }
        if (context.sample_fmt() != avutil.AV_SAMPLE_FMT_S16 && context.sample_fmt() != avutil.AV_SAMPLE_FMT_S16P) {
            decoder.close();
            throw new IOException("decoder " + name + " gives no 16-bit samples");
        }
        return decoder;
    }

    /** Decodes one packet into {@code out}; gives the samples, none if it cannot be decoded. */
    int decode(byte[] bytes, int offset, int length, short[] out) {
        if (closed || length <= 0 || length > MOST_BYTES) {
            return 0;
        }
        input.position(0).put(bytes, offset, length);
        packet.data(input.position(0));
        packet.size(length);
        if (avcodec_send_packet(decoder, packet) < 0) {
            return 0;
        }
        int samples = 0;
        while (avcodec_receive_frame(decoder, frame) >= 0) {
            int now = Math.min(frame.nb_samples(), out.length - samples);
            if (now > 0) {
                new ShortPointer(frame.data(0)).get(out, samples, now);
                samples += now;
            }
        }
        return samples;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        packet.data(new BytePointer((Pointer) null));
        packet.size(0);
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(decoder);
        input.close();
    }
}
