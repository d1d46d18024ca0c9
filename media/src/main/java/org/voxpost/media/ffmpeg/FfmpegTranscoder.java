package org.voxpost.media.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final Duration DECODING_PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService threads;

    private FfmpegTranscoder(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, lowPriorityThreads());
        Ffmpeg.quiet();
    }

    /**
     * Starts it.
     *
     * @param threads encoders at a time; 0 for half the cores, at least one
     */
    public static FfmpegTranscoder start(int threads) {
        return new FfmpegTranscoder(
                threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static ThreadFactory lowPriorityThreads() {
        var number = new AtomicInteger();
        return task -> Thread.ofPlatform().name("encoder-" + number.incrementAndGet()).daemon(true).unstarted(() -> {
            LowPriority.ofCallingThread();
            task.run();
        });
    }

    @Override
    public Duration encode(Path source, long offset, AudioFormat sourceFormat, Format format, Path target)
            throws IOException {
        try {
            return onEncoderThread(() -> encodeHere(source, offset, sourceFormat, format, target));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private static Duration encodeHere(Path source, long offset, AudioFormat from, Format format, Path target)
            throws IOException {
        long samples = switch (format) {
            case MP3 -> throughFfmpeg(FileEncoder.Recipe.mp3(from.rateHz()), source, offset, from, target);
            case MP3_SMALL -> throughFfmpeg(FileEncoder.Recipe.smallMp3(from.rateHz()), source, offset, from, target);
            case WMA -> throughFfmpeg(FileEncoder.Recipe.wma(), source, offset, from, target);
            case WAV_PCM -> WavEncoder.encode(source, offset, from, Encoding.PCM16_LE, target);
            case WAV_G711 -> WavEncoder.encode(source, offset, from, g711(from), target);
            case WAV_GSM -> GsmFileEncoder.encode(source, offset, from, target);
        };
        return Duration.ofNanos(samples * 1_000_000_000L / from.rateHz());
    }

    private static Encoding g711(AudioFormat from) {
        return from.encoding() == Encoding.PCMA ? Encoding.PCMA : Encoding.PCMU;
    }

    private static long throughFfmpeg(FileEncoder.Recipe recipe, Path source, long offset, AudioFormat from,
            Path target) throws IOException {
        try (var in = new SampleReader(source, offset, from);
                var encoder = FileEncoder.open(recipe, from.rateHz(), target)) {
            for (short[] samples = in.read(); samples.length > 0; samples = in.read()) {
                encoder.write(samples, samples.length);
            }
            return encoder.finish();
        }
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
