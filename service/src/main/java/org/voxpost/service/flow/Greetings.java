package org.voxpost.service.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.Transcoder;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.trace.FaultLog;

/**
 * What a caller hears before the tone: the owner's own file, else a shipped phrase with the digits of his number. A file
 * is decoded once and again when it changes; one that cannot be decoded is told in the log and the phrase takes its
 * place, because a caller must hear something.
 */
final class Greetings {
    private static final Duration LONGEST = Duration.ofMinutes(5); // as Exchange's MaxGreetingDuration

    private final Transcoder transcoder;
    private final FaultLog faults;
    private final Map<Path, Decoded> decoded = new ConcurrentHashMap<>();

    Greetings(Transcoder transcoder, FaultLog faults) {
        this.transcoder = transcoder;
        this.faults = faults;
    }

    /** Blocks while a file is decoded for the first time. */
    Prompt of(Subscriber owner) {
        return owner.greeting().map(file -> own(owner, file)).orElseGet(() -> shipped(owner));
    }

    private Prompt own(Subscriber owner, Path file) {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            Decoded known = decoded.get(file);
            if (known == null || !known.modified().equals(modified)) {
                byte[] audio = transcoder.decodeGreeting(file, LONGEST);
                known = new Decoded(modified, new Prompt(List.of(new Prompt.Audio(AudioFormat.PCM_8000, audio))));
                decoded.put(file, known);
            }
            return known.prompt();
        } catch (IOException unusable) {
            faults.fault(owner.mailbox().value(), "greeting " + file, String.valueOf(unusable.getMessage()));
            return shipped(owner);
        }
    }

    /** "The person at extension", digits, "is not available …"; without digits: "The person you called …". */
    static Prompt shipped(Subscriber owner) {
        Prompt digits = PromptLibrary.digits(owner.spokenNumber());
        return digits.parts().isEmpty()
                ? Prompt.of("greeting-generic")
                : Prompt.of("greeting-nobody").then(digits).then(Prompt.of("greeting-leave"));
    }

    private record Decoded(FileTime modified, Prompt prompt) {
    }
}
