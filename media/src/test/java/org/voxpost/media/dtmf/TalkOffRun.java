package org.voxpost.media.dtmf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.tone.CallingToneDetector;
import org.voxpost.media.wav.WavFile;

/**
 * Listens for keys and fax machines where only people speak. {@code main DIRECTORY} hears its WAV files, an hour at least
 * (deploy/bench/talk-off makes them), and ends with 1 if something was heard in them.
 */
final class TalkOffRun {
    private static final int RATE_HZ = 8000;
    private static final int LEAST_MINUTES = 60;

    private final List<String> heard = new ArrayList<>();
    private long samples;

    /** Hears a clip at another pitch and speed: every {@code step} samples, with what lies between. */
    void hear(String name, short[] clip, double step, double gain) {
        var detector = new DtmfDetector();
        var fax = new CallingToneDetector();
        for (double at = 0; at < clip.length - 1; at += step) {
            int i = (int) at;
            double value = (clip[i] + (at - i) * (clip[i + 1] - clip[i])) * gain;
            short sample = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
            samples++;
            detector.sample(sample).ifPresent(key -> heard.add(name + " at pitch " + step + ": " + key.symbol()));
            if (fax.sample(sample)) {
                heard.add(name + " at pitch " + step + ": a fax machine");
            }
        }
    }

    /** What was taken for a key or a fax machine, and where. */
    List<String> heard() {
        return heard;
    }

    double minutes() {
        return samples / 60.0 / RATE_HZ;
    }

    public static void main(String[] arguments) throws IOException {
        var run = new TalkOffRun();
        try (var files = Files.newDirectoryStream(Path.of(arguments[0]), "*.wav")) {
            for (Path file : files) {
                WavFile wav = WavFile.read(file.toString(), Files.readAllBytes(file));
                run.hear(file.getFileName().toString(), LinearAudio.of(wav.format(), wav.audio()), 1, 1);
            }
        }
        run.heard().forEach(System.out::println); // this program's answer, for whoever runs it
        System.out.printf("%.1f minutes of speech, %d false keys%n", run.minutes(), run.heard().size());
        System.exit(run.heard().isEmpty() && run.minutes() >= LEAST_MINUTES ? 0 : 1);
    }
}
