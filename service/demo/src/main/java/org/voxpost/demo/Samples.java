package org.voxpost.demo;

import java.time.Duration;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.wav.WavFile;

/** Linear audio at 8000 Hz, as bytes and as samples. */
final class Samples {
    private Samples() {
    }

    /** What the demo's caller says: about six seconds of a person speaking. */
    static short[] demoSpeech() {
        WavFile speech = PromptLibrary.shipped().phrase("demo-speech");
        return LinearAudio.of(speech.format(), speech.audio());
    }

    static byte[] bytes(short[] samples) {
        return LinearAudio.bytes(AudioFormat.Encoding.PCM16_LE, samples);
    }

    static short[] of(byte[] pcm) {
        return LinearAudio.of(AudioFormat.PCM_8000, pcm);
    }

    static Duration length(short[] samples) {
        return Duration.ofNanos(samples.length * 125_000L);
    }
}
