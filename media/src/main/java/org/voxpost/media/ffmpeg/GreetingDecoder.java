package org.voxpost.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one file that somebody uploaded. Only formats of the list are tried, the file's size, its length as played and
 * the time spent are bounded: the native decoders run in this process. For one thread; freed by {@link #close}.
 */
final class GreetingDecoder implements AutoCloseable {
    private static final String FORMATS = "wav,mp3,ogg,flac,asf";
    private static final String CODECS = "pcm_s16le,pcm_u8,pcm_s24le,pcm_mulaw,pcm_alaw,adpcm_ima_wav,gsm_ms,mp3,"
            + "mp3float,opus,libopus,vorbis,flac,wmav1,wmav2";
    private static final long MOST_BYTES = 64L << 20;
    private static final int RATE_HZ = 8000;
    private static final int OUT_SAMPLES = 8192;

    private final Path source;
    private final long mostBytes;
    private final long deadlineNanos;
    private final AVFormatContext container = new AVFormatContext(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final AVCodecContext decoder = avcodec_alloc_context3(null);
    private final SwrContext resampler = new SwrContext(null);
    private final BytePointer converted = new BytePointer(OUT_SAMPLES * 2L);
    private final PointerPointer<BytePointer> convertedPlanes = new PointerPointer<>(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    GreetingDecoder(Path source, Duration longest, Duration patience) {
        this.source = source;
        this.mostBytes = longest.toMillis() * RATE_HZ / 1000 * 2;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
        convertedPlanes.put(0, converted);
    }

    /** The audio, linear, 8000 Hz, mono. */
    byte[] decode() throws IOException {
        if (Files.size(source) > MOST_BYTES) {
            throw new IOException(source.getFileName() + ": more than " + (MOST_BYTES >> 20) + " MB");
        }
        int audio = open();
        while (av_read_frame(container, packet) >= 0) {
            try {
                checkDeadline();
                if (packet.stream_index() == audio) {
                    decode(packet);
                }
            } finally {
                av_packet_unref(packet);
            }
        }
        decode(new AVPacket(null));
        convert(null);
        if (out.size() == 0) {
            throw new IOException(source.getFileName() + ": no audio in it");
        }
        return out.toByteArray();
    }

    private int open() throws IOException {
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "format_whitelist", FORMATS, 0);
            av_dict_set(options, "codec_whitelist", CODECS, 0);
            av_dict_set(options, "protocol_whitelist", "file", 0);
            av_dict_set(options, "probesize", "1000000", 0);
            checked("read", avformat_open_input(container, "file:" + source.toAbsolutePath(), (AVInputFormat) null,
                    options));
        } finally {
            av_dict_free(options);
        }
        checked("analyse", avformat_find_stream_info(container, (AVDictionary) null));
        var codec = new AVCodec(null);
        int audio = checked("find audio in",
                av_find_best_stream(container, AVMEDIA_TYPE_AUDIO, -1, -1, codec, 0));
        openDecoder(codec, audio);
        return audio;
    }

    private void openDecoder(AVCodec codec, int audio) throws IOException {
        checked("describe", avcodec_parameters_to_context(decoder, container.streams(audio).codecpar()));
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "codec_whitelist", CODECS, 0);
            checked("decode", avcodec_open2(decoder, codec, options));
        } finally {
            av_dict_free(options);
        }
        if (decoder.ch_layout().nb_channels() > 8 || decoder.sample_rate() > 192_000 || decoder.sample_rate() <= 0) {
            throw new IOException(source.getFileName() + ": more channels or samples a second than a greeting has");
        }
        try (var mono = new AVChannelLayout()) {
            av_channel_layout_default(mono, 1);
            checked("convert", swr_alloc_set_opts2(resampler, mono, AV_SAMPLE_FMT_S16, RATE_HZ, decoder.ch_layout(),
                    decoder.sample_fmt(), decoder.sample_rate(), 0, (Pointer) null));
            checked("convert", swr_init(resampler));
        }
    }

    private void decode(AVPacket nextOrEnd) throws IOException {
        int sent = avcodec_send_packet(decoder, nextOrEnd);
        if (sent < 0 && sent != avutil.AVERROR_EOF()) {
            checked("decode", sent);
        }
        while (true) {
            int code = avcodec_receive_frame(decoder, frame);
            if (code == AVERROR_EAGAIN() || code == avutil.AVERROR_EOF()) {
                return;
            }
            checked("decode", code);
            convert(frame);
            checkDeadline();
        }
    }

    private void convert(@Nullable AVFrame from) throws IOException {
        PointerPointer<?> planes = from == null ? new PointerPointer<>((Pointer) null) : from.extended_data();
        int samples = from == null ? 0 : from.nb_samples();
        int made = checked("convert", swr_convert(resampler, convertedPlanes, OUT_SAMPLES, planes, samples));
        while (made > 0) {
            var bytes = new byte[made * 2];
            converted.position(0).get(bytes);
            out.writeBytes(bytes);
            if (out.size() > mostBytes) {
                throw new IOException(source.getFileName() + ": longer than " + mostBytes / 2 / RATE_HZ + " s");
            }
            made = made == OUT_SAMPLES
                    ? checked("convert", swr_convert(resampler, convertedPlanes, OUT_SAMPLES,
                            new PointerPointer<>((Pointer) null), 0))
                    : 0;
        }
    }

    private void checkDeadline() throws IOException {
        if (System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) {
            throw new IOException(source.getFileName() + ": takes too long to decode");
        }
    }

    private int checked(String operation, int code) throws IOException {
        return Ffmpeg.checked("cannot " + operation + " " + source.getFileName(), code);
    }

    @Override
    public void close() {
        convertedPlanes.close();
        converted.close();
        if (!resampler.isNull()) {
            swr_free(resampler);
        }
        avcodec_free_context(decoder);
        av_frame_free(frame);
        av_packet_free(packet);
        if (!container.isNull()) {
            avformat_close_input(container);
        }
    }
}
