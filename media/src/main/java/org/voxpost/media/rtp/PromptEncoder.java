package org.voxpost.media.rtp;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.codec.Resampler;
import org.voxpost.media.tone.SineTone;
import org.voxpost.media.wav.WavFile;

/**
 * Makes prompts what the wire carries, before a media thread sees them. Shipped phrases and tones are encoded once per
 * codec and kept. Thread-safe.
 */
final class PromptEncoder {

    private record Cached(Prompt.Part part, Codec codec) {
    }

    private final PromptLibrary library;
    private final Map<Cached, byte[]> cache = new ConcurrentHashMap<>();

    PromptEncoder(PromptLibrary library) {
        this.library = library;
    }

    /**
     * The parts of {@code prompt} in order, encoded.
     *
     * @throws IllegalArgumentException if a phrase is not there
     */
    List<byte[]> encoded(Prompt prompt, Codec codec) {
        return prompt.parts().stream().map(part -> part(part, codec)).toList();
    }

    private byte[] part(Prompt.Part part, Codec codec) {
        return switch (part) {
            case Prompt.Phrase phrase -> cache.computeIfAbsent(new Cached(phrase, codec), missing -> {
                WavFile file = library.phrase(phrase.name());
                return audio(file.format(), file.audio(), codec);
            });
            case Prompt.Tone tone -> cache.computeIfAbsent(new Cached(tone, codec), missing -> {
                int rateHz = codec.recordingFormat().rateHz();
                short[] samples = new SineTone(tone.frequencyHz(), tone.lengthMs(), tone.levelDbm0()).samples(rateHz);
                return linear(samples, codec);
            });
            case Prompt.Audio audio -> audio(audio.format(), audio.bytes(), codec);
            case Prompt.Silence silence -> silence(silence.lengthMs(), codec);
        };
    }

    private static byte[] audio(AudioFormat format, byte[] bytes, Codec codec) {
        if (format.equals(codec.recordingFormat()) && format.encoding() != AudioFormat.Encoding.PCM16_LE) {
            return bytes;
        }
        short[] samples = LinearAudio.of(format, bytes);
        return linear(Resampler.resample(samples, format.rateHz(), codec.recordingFormat().rateHz()), codec);
    }

    private static byte[] linear(short[] samples, Codec codec) {
        return LinearAudio.bytes(codec.recordingFormat().encoding(), samples);
    }

    private static byte[] silence(int lengthMs, Codec codec) {
        var bytes = new byte[codec.bytesIn(lengthMs)];
        Arrays.fill(bytes, codec.silence());
        return bytes;
    }
}
