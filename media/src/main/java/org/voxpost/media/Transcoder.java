package org.voxpost.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Makes an attachment of a recording, on native threads that yield to calls. */
public interface Transcoder extends AutoCloseable {

    /** Attachment formats Outlook plays ([MS-OXOUM] 2.2.2.2). MP3_SMALL is MP3 of half the size. */
    enum Format {
        MP3("mp3", "audio/mp3"), MP3_SMALL("mp3", "audio/mp3"), WAV_PCM("wav", "audio/wav"), WAV_G711("wav",
                "audio/wav"), WAV_GSM("wav",
                        "audio/gsm"), WMA("wma", "audio/wma");

        private final String extension;
        private final String contentType;

        Format(String extension, String contentType) {
            this.extension = extension;
            this.contentType = contentType;
        }

        public String extension() {
            return extension;
        }

        public String contentType() {
            return contentType;
        }
    }

    /**
     * Encodes the audio bytes of {@code source} from {@code offset} to its end into {@code target}; blocks. MP3, WMA and WAV
     * of PCM keep the source's rate; WAV of G.711 and GSM 6.10 have 8000 Hz.
     *
     * @param gainDb how much louder it becomes where the format loses something anyway ({@link SpeechLevel}); WAV of PCM and
     *            G.711 stay as they were recorded
     * @return the length of what was written, as played
     * @throws IOException if reading, encoding or writing fails; {@code target} is then removed
     */
    Duration encode(Path source, long offset, AudioFormat sourceFormat, double gainDb, Format format, Path target)
            throws IOException;

    /**
     * Decodes a file somebody uploaded (a greeting) to 8000 Hz linear audio, with an allow-list of formats, a limit and a
     * deadline; blocks.
     *
     * @throws IOException naming what is wrong with the file
     */
    byte[] decodeGreeting(Path source, Duration longest) throws IOException;

    @Override
    void close();
}
