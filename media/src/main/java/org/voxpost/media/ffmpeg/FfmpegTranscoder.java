package org.voxpost.media.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;
import org.voxpost.media.Transcoder;

/**
 * Encodes on a few platform threads that give way to everything else on the machine (calls above all): at most that many
 * at a time, the rest waits in turn. Callers wait on threads of their own, usually virtual ones.
 */
public final class FfmpegTranscoder implements Transcoder {
    private static final int TELEPHONE_HZ = 8000;
    private static final Duration DECODING_PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService threads;
    private final Optional<Lame> lame;

    private FfmpegTranscoder(int threads, Optional<Lame> lame) {
        this.lame = lame;
        this.threads = Executors.newFixedThreadPool(threads, lowPriorityThreads());
        Ffmpeg.quiet();
    }

    /**
     * Starts it.
     *
     * @param threads encoders at a time; 0 for half the cores, at least one
     */
    public static FfmpegTranscoder start(int threads) {
        return start(threads, Lame.installed());
    }

    /** @param lame what encodes MP3; FFmpeg's own if empty */
    static FfmpegTranscoder start(int threads, Optional<Lame> lame) {
        return new FfmpegTranscoder(
                threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2), lame);
    }

    private static ThreadFactory lowPriorityThreads() {
        var number = new AtomicInteger();
        return task -> Thread.ofPlatform().name("encoder-" + number.incrementAndGet()).daemon(true).unstarted(() -> {
            ThreadPriority.low();
            task.run();
        });
    }

    @Override
    public Duration encode(Path source, long offset, AudioFormat sourceFormat, double gainDb, Format format,
            Path target) throws IOException {
        try {
            return onEncoderThread(() -> encodeHere(source, offset, sourceFormat, gainDb, format, target));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private Duration encodeHere(Path source, long offset, AudioFormat from, double gainDb, Format format,
            Path target) throws IOException {
        int rateHz = format == Format.WAV_G711 || format == Format.WAV_GSM ? TELEPHONE_HZ : from.rateHz();
        boolean lossless = format == Format.WAV_PCM || format == Format.WAV_G711;
        long samples;
        try (var in = new SampleReader(source, offset, from, rateHz, lossless ? 0 : gainDb)) {
            samples = switch (format) {
                case MP3 -> encoded(FileEncoder.Recipe.mp3(rateHz), in, rateHz, target);
                case MP3_SMALL -> encoded(FileEncoder.Recipe.smallMp3(rateHz), in, rateHz, target);
                case WMA -> encoded(FileEncoder.Recipe.wma(), in, rateHz, target);
                case WAV_PCM -> WavEncoder.encode(in, new AudioFormat(Encoding.PCM16_LE, rateHz), target);
                case WAV_G711 -> WavEncoder.encode(in, new AudioFormat(g711(from), rateHz), target);
                case WAV_GSM -> GsmFileEncoder.encode(in, target);
            };
        }
        return Duration.ofNanos(samples * 1_000_000_000L / rateHz);
    }

    private static Encoding g711(AudioFormat from) {
        return from.encoding() == Encoding.PCMA ? Encoding.PCMA : Encoding.PCMU;
    }

    private long encoded(FileEncoder.Recipe recipe, SampleReader in, int rateHz, Path target)
            throws IOException {
        try (SampleEncoder encoder = open(recipe, rateHz, target)) {
            for (short[] samples = in.read(); samples.length > 0; samples = in.read()) {
                encoder.write(samples, samples.length);
            }
            return encoder.finish();
        }
    }

    private SampleEncoder open(FileEncoder.Recipe recipe, int rateHz, Path target) throws IOException {
        return lame.isPresent() && recipe.isMp3()
                ? LameEncoder.open(lame.get(), recipe, rateHz, target)
                : FileEncoder.open(recipe, rateHz, target);
    }

    @Override
    public byte[] decodeGreeting(Path source, Duration longest) throws IOException {
        return onEncoderThread(() -> {
            try (var decoder = new GreetingDecoder(source, longest, DECODING_PATIENCE)) {
                return decoder.decode();
            }
        });
    }

    private <T> T onEncoderThread(Callable<T> work) throws IOException {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw new IOException("the transcoder is closed", e);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while encoding", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException("encoding failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
