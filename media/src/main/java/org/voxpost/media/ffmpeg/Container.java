package org.voxpost.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** A file with one stream of encoded audio, written by one of FFmpeg's muxers. For one thread; freed by {@link #close}. */
final class Container implements AutoCloseable {
    private final AVFormatContext container = new AVFormatContext(null);
    private final AVIOContext file = new AVIOContext(null);
    private final AVStream stream;
    private final AVRational sampleTime;

    /** Whose stream it is. */
    interface Stream {
        void describe(AVCodecParameters parameters) throws IOException;
    }

    /** @throws IOException if this FFmpeg has no such container */
    Container(String name, int rateHz) throws IOException {
        this.sampleTime = av_make_q(1, rateHz);
        try {
            Ffmpeg.checked("make a container " + name,
                    avformat_alloc_output_context2(container, (AVOutputFormat) null, name, (String) null));
            stream = avformat_new_stream(container, null);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Whether the encoder is to put its header beside the stream instead of into it. */
    boolean wantsGlobalHeader() {
        return (container.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
    }

    /** Makes the file and writes its beginning. */
    void create(Path target, Stream described) throws IOException {
        described.describe(stream.codecpar());
        stream.time_base(sampleTime);
        Ffmpeg.checked("create " + target, avio_open(file, "file:" + target.toAbsolutePath(), AVIO_FLAG_WRITE));
        container.pb(file);
        Ffmpeg.checked("write header", avformat_write_header(container, (AVDictionary) null));
    }

    /** Writes a packet, timed in samples, and empties it. */
    void write(AVPacket packet) throws IOException {
        av_packet_rescale_ts(packet, sampleTime, stream.time_base());
        packet.stream_index(stream.index());
        int written = av_interleaved_write_frame(container, packet);
        av_packet_unref(packet);
        Ffmpeg.checked("write", written);
    }

    void finish() throws IOException {
        Ffmpeg.checked("complete the file", av_write_trailer(container));
        Ffmpeg.checked("close the file", avio_closep(file));
        container.pb(new AVIOContext(null));
    }

    @Override
    public void close() {
        if (!file.isNull()) {
            avio_closep(file);
        }
        if (!container.isNull()) {
            avformat_free_context(container);
        }
    }
}
