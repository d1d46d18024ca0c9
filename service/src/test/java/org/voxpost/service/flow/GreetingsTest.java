package org.voxpost.service.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Prompt;
import org.voxpost.media.Transcoder;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.trace.FaultLog;

class GreetingsTest {
    @TempDir
    Path directory;
    private final CountingTranscoder transcoder = new CountingTranscoder();
    private final Greetings greetings = new Greetings(transcoder,
            new FaultLog(LoggerFactory.getLogger(GreetingsTest.class), InstantSource.system()));

    @Test
    void withoutAFileTheNumberIsSpoken() {
        assertThat(greetings.of(owner(Optional.empty(), "2001")).parts()).containsExactly(
                new Prompt.Phrase("greeting-nobody"), new Prompt.Phrase("digit-2"), new Prompt.Phrase("digit-0"),
                new Prompt.Phrase("digit-0"), new Prompt.Phrase("digit-1"), new Prompt.Phrase("greeting-leave"));
    }

    @Test
    void theOwnersFileIsDecodedOnceAndAgainWhenItChanges() throws IOException {
        Path file = Files.writeString(directory.resolve("greeting.wav"), "hello");
        Subscriber owner = owner(Optional.of(file), "2001");

        greetings.of(owner);
        assertThat(greetings.of(owner).parts()).singleElement().isInstanceOf(Prompt.Audio.class);
        assertThat(transcoder.decoded).isEqualTo(1);

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        greetings.of(owner);
        assertThat(transcoder.decoded).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeUsedGivesWayToThePhrase() {
        Subscriber owner = owner(Optional.of(directory.resolve("missing.wav")), "2001");

        assertThat(greetings.of(owner).parts()).startsWith(new Prompt.Phrase("greeting-nobody"));
    }

    private static Subscriber owner(Optional<Path> greeting, String number) {
        return new Subscriber("alice", new SmtpAddress("alice@example.com"), "Alice", List.of(number), "main", "main",
                greeting, true, Locale.US);
    }

    private static final class CountingTranscoder implements Transcoder {
        private int decoded;

        @Override
        public Duration encode(Path source, long offset, AudioFormat sourceFormat, double gainDb, Format format,
                Path target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] decodeGreeting(Path source, Duration longest) throws IOException {
            decoded++;
            return Files.readAllBytes(source);
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
