package org.voxpost.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.ShortPointer;

/** One of FFmpeg's mono encoders that take 16-bit samples, clip by clip. For one thread; freed by {@link #close}. */
final class FrameEncoder implements AutoCloseable {
    private final AVCodecContext encoder;
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final int frameSamples;
    private final List<byte[]> packets = new ArrayList<>();

    private FrameEncoder(String name, int rateHz, int bitRate, Map<String, String> options, int samplesIfAny)
            throws IOException {
        AVCodec codec = avcodec_find_encoder_by_name(name);
        if (codec == null) {
            throw new IOException("this FFmpeg has no encoder " + name);
        }
        encoder = avcodec_alloc_context3(codec);
        try {
            encoder.sample_rate(rateHz);
            encoder.sample_fmt(avutil.AV_SAMPLE_FMT_S16);
            av_channel_layout_default(encoder.ch_layout(), 1);
            encoder.bit_rate(bitRate);
            encoder.thread_count(1);
            openEncoder(name, codec, options);
            frameSamples = encoder.frame_size() > 0 ? encoder.frame_size() : samplesIfAny;
            frame.nb_samples(frameSamples);
            frame.format(encoder.sample_fmt());
            frame.sample_rate(rateHz);
            Ffmpeg.checked("copy layout", av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout()));
            Ffmpeg.checked("allocate a frame", av_frame_get_buffer(frame, 0));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens it.
     *
     * @param samplesIfAny samples in a packet of an encoder that takes any number
     * @throws IOException if this FFmpeg has no such encoder, or it refuses rate or options
     */
    static FrameEncoder open(String name, int rateHz, int bitRate, Map<String, String> options, int samplesIfAny)
            throws IOException {
        return new FrameEncoder(name, rateHz, bitRate, options, samplesIfAny);
    }

    private void openEncoder(String name, AVCodec codec, Map<String, String> options) throws IOException {
        AVDictionary dictionary = new AVDictionary(null);
        try {
            for (Map.Entry<String, String> option : options.entrySet()) {
                av_dict_set(dictionary, option.getKey(), option.getValue(), 0);
            }
            Ffmpeg.checked("open encoder " + name, avcodec_open2(encoder, codec, dictionary));
        } finally {
            av_dict_free(dictionary);
        }
    }

    /** The whole clip as packets, the last one filled up with silence, and what the encoder held back. */
    List<byte[]> encode(short[] samples) throws IOException {
        for (int from = 0; from < samples.length; from += frameSamples) {
            short[] next = Arrays.copyOfRange(samples, from, from + frameSamples);
            Ffmpeg.checked("make a frame writable", av_frame_make_writable(frame));
            try (var into = new ShortPointer(frame.data(0))) {
                into.put(next, 0, frameSamples);
            }
            frame.pts(from);
            encodeNext(frame);
        }
        encodeNext(new AVFrame(null));
        return List.copyOf(packets);
    }

    private void encodeNext(AVFrame nextOrEnd) throws IOException {
        Ffmpeg.checked("encode", avcodec_send_frame(encoder, nextOrEnd));
        while (avcodec_receive_packet(encoder, packet) >= 0) {
            var bytes = new byte[packet.size()];
            packet.data().get(bytes);
            packets.add(bytes);
            av_packet_unref(packet);
        }
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(encoder);
    }
}
