package org.voxpost.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.ShortPointer;

/** An audio file written by an encoder of FFmpeg. */
final class FileEncoder implements SampleEncoder {

    /**
     * A codec in its container.
     *
     * @param level FFmpeg's compression level; for LAME 0 (best) to 9; 7 costs a quarter of 0, 8 and 9 are the same as 7
     * @param floats whether the encoder takes floating-point samples
     * @param overlapping decoders drop the first frame and lack the overlap of the last one: a frame of silence is put on
     *            either side
     */
    record Recipe(String codec, String container, int bitRate, int level, boolean floats, boolean overlapping) {
        /** MP3 for speech: LAME at level 7. At 16000 Hz, 24 kbit/s would keep what is below 6 kHz only. */
        static Recipe mp3(int rateHz) {
            return lame(rateHz <= 8000 ? 16_000 : rateHz <= 16_000 ? 32_000 : 48_000);
        }

        /** MP3 as small as speech can be followed: 8 kbit/s is the least that MPEG-2.5 has. */
        static Recipe smallMp3(int rateHz) {
            return lame(rateHz <= 8000 ? 8000 : rateHz <= 16_000 ? 16_000 : 24_000);
        }

        private static Recipe lame(int bitRate) {
            return new Recipe("libmp3lame", "mp3", bitRate, 7, false, false);
        }

        boolean isMp3() {
            return codec.equals("libmp3lame");
        }

        /** Windows Media Audio 2: its encoder refuses less than 24 kbit/s. */
        static Recipe wma() {
            return new Recipe("wmav2", "asf", 24_000, -1, true, true);
        }
    }

    private final Recipe recipe;
    private final Container container;
    private final AVCodecContext encoder;
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private final short[] pending;
    private final float[] scaled;
    private int filled;
    private long samples;

    private FileEncoder(Recipe recipe, int rateHz, Path target) throws IOException {
        this.recipe = recipe;
        AVCodec codec = avcodec_find_encoder_by_name(recipe.codec());
        if (codec == null) {
            throw new IOException("this FFmpeg has no encoder " + recipe.codec());
        }
        container = new Container(recipe.container(), rateHz);
        encoder = avcodec_alloc_context3(codec);
        try {
            openEncoder(codec, rateHz);
            container.create(target, parameters -> Ffmpeg.checked("describe the stream",
                    avcodec_parameters_from_context(parameters, encoder)));
            int frameSamples = encoder.frame_size();
            pending = new short[frameSamples];
            scaled = new float[recipe.floats() ? frameSamples : 0];
            prepareFrame(frameSamples, rateHz);
            if (recipe.overlapping()) {
                write(pending, frameSamples);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws IOException if the codec is not there, refuses the rate, or the file cannot be made */
    static FileEncoder open(Recipe recipe, int rateHz, Path target) throws IOException {
        return new FileEncoder(recipe, rateHz, target);
    }

    private void openEncoder(AVCodec codec, int rateHz) throws IOException {
        encoder.sample_rate(rateHz);
        encoder.sample_fmt(recipe.floats() ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_S16P);
        av_channel_layout_default(encoder.ch_layout(), 1);
        encoder.bit_rate(recipe.bitRate());
        encoder.time_base(av_make_q(1, rateHz));
        encoder.thread_count(1);
        if (recipe.level() >= 0) {
            encoder.compression_level(recipe.level());
        }
        if (container.wantsGlobalHeader()) {
            encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        Ffmpeg.checked("open encoder " + recipe.codec(), avcodec_open2(encoder, codec, (AVDictionary) null));
    }

    private void prepareFrame(int frameSamples, int rateHz) throws IOException {
        frame.nb_samples(frameSamples);
        frame.format(encoder.sample_fmt());
        frame.sample_rate(rateHz);
        Ffmpeg.checked("copy layout", av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout()));
        Ffmpeg.checked("allocate a frame", av_frame_get_buffer(frame, 0));
    }

    @Override
    public void write(short[] audio, int count) throws IOException {
        int done = 0;
        while (done < count) {
            int now = Math.min(count - done, pending.length - filled);
            System.arraycopy(audio, done, pending, filled, now);
            filled += now;
            done += now;
            if (filled == pending.length) {
                encodePending();
            }
        }
    }

    private void encodePending() throws IOException {
        Ffmpeg.checked("make a frame writable", av_frame_make_writable(frame));
        frame.nb_samples(filled);
        frame.pts(samples);
        if (recipe.floats()) {
            for (int i = 0; i < filled; i++) {
                scaled[i] = pending[i] / 32768f;
            }
            try (var into = new FloatPointer(frame.data(0))) {
                into.put(scaled, 0, filled);
            }
        } else {
            try (var into = new ShortPointer(frame.data(0))) {
                into.put(pending, 0, filled);
            }
        }
        samples += filled;
        filled = 0;
        encode(frame);
    }

    private void encode(AVFrame nextOrEnd) throws IOException {
        Ffmpeg.checked("encode", avcodec_send_frame(encoder, nextOrEnd));
        while (true) {
            int code = avcodec_receive_packet(encoder, packet);
            if (code == AVERROR_EAGAIN() || code == avutil.AVERROR_EOF()) {
                return;
            }
            Ffmpeg.checked("encode", code);
            container.write(packet);
        }
    }

    @Override
    public long finish() throws IOException {
        long audible = samples + filled - (recipe.overlapping() ? pending.length : 0);
        if (recipe.overlapping()) {
            write(new short[pending.length], pending.length);
        }
        if (filled > 0) {
            encodePending();
        }
        encode(new AVFrame(null));
        container.finish();
        return audible;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(encoder);
        container.close();
    }
}
