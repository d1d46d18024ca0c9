package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Key;
import org.voxpost.media.Recording;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.RecordingSink;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.ffmpeg.OpusDecoder;

/**
 * One recording from its first packet to what ends it. Fed by one media thread; {@link #result} may be read by any.
 */
final class Recorder {
    /** The tone of the ending key leaks into the audio before its event is recognised. */
    private static final int KEY_RESIDUE_MS = 60;

    private final RecordingSink sink;
    private final AudioFormat format;
    private final RecordingLimits limits;
    private final Optional<OpusDecoder> opened;
    private @Nullable RecordingTimeline timeline;
    private @Nullable RecordingWriter writer;
    private long heldSinceNanos = Long.MIN_VALUE;
    private volatile @Nullable Recording result;

    /** @param opened {@link RecordingWriter} */
    Recorder(RecordingSink sink, AudioFormat format, RecordingLimits limits, Optional<OpusDecoder> opened) {
        this.opened = opened;
        this.sink = sink;
        this.format = format;
        this.limits = limits;
    }

    void start(long nowNanos) {
        long mostBytes = limits.longest().toMillis() * format.bytesPerSecond() / 1000;
        var into = new RecordingWriter(format, sink, mostBytes - mostBytes % format.encoding().bytesPerSample(),
                opened);
        writer = into;
        timeline = new RecordingTimeline(into, nowNanos);
    }

    void packet(Codec codec, RtpPacket packet, ByteBuffer in, int ticks, long nowNanos) {
        if (timeline != null && result == null && heldSinceNanos == Long.MIN_VALUE) {
            timeline.packet(codec, packet, in, ticks, nowNanos);
        }
    }

    /** A packet that holds a key instead of audio. */
    void event(RtpPacket packet, long nowNanos) {
        if (timeline != null && result == null && heldSinceNanos == Long.MIN_VALUE) {
            timeline.event(packet, nowNanos);
        }
    }

    /** A packet that tells what the peer's silence sounds like. */
    void comfortNoise(RtpPacket packet, int level, long nowNanos) {
        if (timeline != null && result == null && heldSinceNanos == Long.MIN_VALUE) {
            timeline.comfortNoise(packet, level, nowNanos);
        }
    }

    /** The peer holds the call, or no longer: what comes meanwhile is music, not the message. */
    void held(boolean held, long nowNanos) {
        if (held && heldSinceNanos == Long.MIN_VALUE) {
            heldSinceNanos = nowNanos;
        } else if (!held && heldSinceNanos != Long.MIN_VALUE && timeline != null) {
            timeline.skip(nowNanos - heldSinceNanos);
            heldSinceNanos = Long.MIN_VALUE;
        }
    }

    /** A key was pressed at {@code timestamp}; true if it ended the recording. */
    boolean key(Key key, int timestamp) {
        if (!limits.endKeys().contains(key) || timeline == null || writer == null || result != null) {
            return false;
        }
        writer.cutAt(timeline.positionOf(timestamp) - KEY_RESIDUE_MS * (long) RecordingTimeline.PER_SECOND / 1000);
        end(Ending.KEY);
        return true;
    }

    /** Moves on; true if the recording has now ended. */
    boolean tick(long nowNanos) {
        if (timeline == null || writer == null || result != null) {
            return result != null;
        }
        timeline.advance(nowNanos);
        writer.handOn();
        if (writer.storageFailed()) {
            end(Ending.STORAGE);
        } else if (writer.full()) {
            end(Ending.LIMIT);
        } else if (silentMs(timeline, writer, nowNanos) >= limits.silence().toMillis()) {
            end(Ending.SILENCE);
        }
        return result != null;
    }

    private long silentMs(RecordingTimeline of, RecordingWriter into, long nowNanos) {
        if (heldSinceNanos != Long.MIN_VALUE) {
            return 0;
        }
        long quietMs = of.quietNanos(nowNanos) / 1_000_000;
        return into.speech().silentMs() + (quietMs > RecordingTimeline.WINDOW_MS ? quietMs : 0);
    }

    /** Ends it if nothing has yet. */
    void end(Ending ending) {
        if (result != null) {
            return;
        }
        if (timeline == null || writer == null) {
            sink.end();
            opened.ifPresent(OpusDecoder::close);
            result = new Recording(sink, format, 0, ending, Duration.ZERO, true);
            return;
        }
        timeline.finish();
        writer.end();
        boolean whole = !writer.storageFailed();
        result = new Recording(sink, format, writer.written(), whole ? ending : Ending.STORAGE,
                Duration.ofMillis(writer.speech().speechMs()), writer.speech().speechDbov(), whole);
    }

    /** What was recorded, once it has ended. */
    Optional<Recording> result() {
        return Optional.ofNullable(result);
    }
}
