package org.voxpost.service.spool;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Recording;
import org.voxpost.service.config.ByteSize;
import org.voxpost.service.config.StateConfig;

/** What several tests of this package need. */
final class Fixtures {
    private static final int SECOND = 8000;

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // a disk may be slow
    }

    private Fixtures() {
    }

    static StateConfig state(Path directory) {
        return new StateConfig(directory, Duration.ofHours(24), Duration.ofDays(400), new ByteSize(0),
                new ByteSize(0), Duration.ofMillis(200), Optional.empty(), Optional.empty());
    }

    static Envelope envelope(String owner) {
        return new Envelope(DeliveryId.random(), owner, new SmtpAddress(owner + "@example.com"), "main",
                ItemKind.CALL_ANSWERING, new Caller("+14255550123", "SMITH TONY", Optional.empty()),
                "call-" + owner + "@pbx", "pbx", Instant.parse("2026-11-24T07:59:00Z"), Locale.US);
    }

    static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Appends it in blocks of a second and ends it. */
    static Recording record(SpoolSink sink, byte[] audio) {
        sink.begin(AudioFormat.PCMU_8000);
        for (int at = 0; at < audio.length; at += SECOND) {
            sink.append(ByteBuffer.wrap(audio, at, Math.min(SECOND, audio.length - at)));
        }
        sink.end();
        return new Recording(sink, AudioFormat.PCMU_8000, audio.length, Recording.Ending.HANGUP,
                Duration.ofMillis(audio.length / 8), true);
    }
}
