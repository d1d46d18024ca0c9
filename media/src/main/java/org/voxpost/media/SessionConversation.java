package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The conversation over one media session. For one thread, which waits in it. */
public final class SessionConversation implements Conversation {
    private static final Prompt BEEP = new Prompt(List.of(new Prompt.Tone(1000, 300, -13)));

    private final MediaSession media;

    public SessionConversation(MediaSession media) {
        this.media = media;
    }

    @Override
    public void say(Prompt prompt) {
        played(prompt, false);
    }

    @Override
    public void sayInterruptibly(Prompt prompt) {
        played(prompt, true);
    }

    @Override
    public Optional<Key> key(Duration patience) {
        Optional<Key> key = media.nextKey(patience);
        if (key.isEmpty() && media.closed()) {
            throw new CallerGone();
        }
        if (key.isEmpty() && media.fax()) {
            throw new FaxCalling();
        }
        return key;
    }

    @Override
    public Optional<Key> ask(Prompt prompt, Duration patience) {
        sayInterruptibly(prompt);
        return key(patience);
    }

    @Override
    public Recording record(RecordingSink sink, RecordingLimits limits) {
        sink.begin(media.recordingFormat());
        return media.recordAfter(BEEP, sink, limits);
    }

    @Override
    public void play(Recording recording) {
        try (InputStream audio = recording.sink().open()) {
            byte[] bytes = audio.readAllBytes();
            played(new Prompt(List.of(new Prompt.Audio(recording.format(), bytes))), true);
        } catch (IOException e) {
            throw new UncheckedIOException("a recording cannot be read back", e);
        }
    }

    private void played(Prompt prompt, boolean untilKey) {
        if (untilKey) {
            media.playUntilKey(prompt);
        } else {
            media.play(prompt);
        }
        switch (media.awaitPlayed(untilKey)) {
            case FINISHED -> { // on to what comes next
            }
            case KEY -> media.stopPlaying();
            case FAX -> throw new FaxCalling();
            case CLOSED -> throw new CallerGone();
        }
    }
}
