package org.voxpost.media.rtp;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.G722Encoder;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.codec.Resampler;
import org.voxpost.media.ffmpeg.OpusDecoder;
import org.voxpost.media.ffmpeg.OpusEncoder;
import org.voxpost.media.tone.SineTone;
import org.voxpost.media.wav.WavFile;

/**
 * Makes prompts what the wire carries, before a media thread sees them. Shipped phrases and tones are encoded once per
 * codec and kept, greetings as long as their owner keeps them. Thread-safe; what is native runs on one platform thread of its own.
 */
final class PromptEncoder implements AutoCloseable {

    private record Cached(Prompt.Part part, Codec codec) {
    }

    private final PromptLibrary library;
    private final Map<Cached, List<byte[]>> cache = new ConcurrentHashMap<>();
    private final Map<Prompt.Audio, Map<Codec, List<byte[]>>> greetings = Collections
            .synchronizedMap(new WeakHashMap<>()); // as long as somebody else holds them
    private final ExecutorService nativeThread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("prompt-encoder").daemon(true).factory());
    private final AtomicBoolean prepared = new AtomicBoolean();

    PromptEncoder(PromptLibrary library) {
        this.library = library;
    }

    /**
     * The parts of {@code prompt} in order, encoded: any cut of bytes, or packets of 20 ms if the codec has such.
     *
     * @throws IllegalArgumentException if a phrase is not there
     */
    List<byte[]> encoded(Prompt prompt, Codec codec) {
        return prompt.parts().stream().flatMap(part -> part(part, codec).stream()).toList();
    }

    private List<byte[]> part(Prompt.Part part, Codec codec) {
        return switch (part) {
            case Prompt.Phrase phrase -> cache.computeIfAbsent(new Cached(phrase, codec), missing -> {
                WavFile file = library.phrase(phrase.name());
                return audio(file.format(), file.audio(), codec);
            });
            case Prompt.Tone tone -> cache.computeIfAbsent(new Cached(tone, codec), missing -> {
                short[] samples = new SineTone(tone.frequencyHz(), tone.lengthMs(), tone.levelDbm0())
                        .samples(codec.audioHz());
                return linear(samples, codec);
            });
            case Prompt.Audio audio -> greeting(audio, codec);
            case Prompt.Silence silence -> silence(silence.lengthMs(), codec);
        };
    }

    private List<byte[]> greeting(Prompt.Audio audio, Codec codec) {
        Map<Codec, List<byte[]>> known = greetings.computeIfAbsent(audio, missing -> new ConcurrentHashMap<>());
        return known.computeIfAbsent(codec, missing -> audio(audio.format(), audio.bytes(), codec));
    }

    private List<byte[]> audio(AudioFormat format, byte[] bytes, Codec codec) {
        if (format.equals(codec.recordingFormat()) && codec.sampleByByte()) {
            return List.of(bytes);
        }
        short[] samples = LinearAudio.of(format, bytes);
        return linear(Resampler.resample(samples, format.rateHz(), codec.audioHz()), codec);
    }

    private List<byte[]> linear(short[] samples, Codec codec) {
        return switch (codec) {
            case PCMU, PCMA -> List.of(LinearAudio.bytes(codec.recordingFormat().encoding(), samples));
            case G722 -> List.of(new G722Encoder().encode(samples));
            case OPUS -> onNativeThread(() -> OpusEncoder.encode(samples));
        };
    }

    /** A decoder that is better not opened on a media thread; empty for codecs that have none such. */
    Optional<OpusDecoder> decoder(Codec codec) {
        return codec == Codec.OPUS ? Optional.of(onNativeThread(OpusDecoder::open)) : Optional.empty();
    }

    private <T> T onNativeThread(Callable<T> work) {
        try {
            return nativeThread.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while FFmpeg was waited for", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("FFmpeg cannot do Opus", e.getCause());
        }
    }

    private static List<byte[]> silence(int lengthMs, Codec codec) {
        byte[] unit = codec.silence();
        if (codec.packets()) {
            return Collections.nCopies((lengthMs + 19) / 20, unit);
        }
        var bytes = new byte[codec.bytesIn(lengthMs)];
        Arrays.fill(bytes, unit[0]);
        return List.of(bytes);
    }

    /**
     * Loads native code where one of these codecs needs it, so that no media thread must when the first packet comes; does
     * not wait.
     */
    void prepare(Collection<Codec> codecs) {
        if (codecs.contains(Codec.OPUS) && prepared.compareAndSet(false, true)) {
            nativeThread.execute(() -> OpusDecoder.open().close());
        }
    }

    @Override
    public void close() {
        nativeThread.shutdown();
    }
}
