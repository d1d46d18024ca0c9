package org.voxpost.media.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** What every use of FFmpeg needs: its return codes. */
final class Ffmpeg {
    private static final int LONGEST_TEXT = 256;

    private Ffmpeg() {
    }

    /** FFmpeg's own log goes to standard error: only what is fatal may. */
    static void quiet() {
        avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    }

    /**
     * Passes on what succeeded.
     *
     * @throws IOException with FFmpeg's own text if {@code code} is negative
     */
    static int checked(String operation, int code) throws IOException {
        if (code < 0) {
            throw new IOException(operation + ": " + text(code));
        }
        return code;
    }

    /** The meaning of an error code. */
    static String text(int code) {
        var text = new byte[LONGEST_TEXT];
        avutil.av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8) + " (" + code + ")";
    }
}
