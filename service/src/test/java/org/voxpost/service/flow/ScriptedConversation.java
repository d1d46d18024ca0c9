package org.voxpost.service.flow;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Conversation;
import org.voxpost.media.Key;
import org.voxpost.media.Prompt;
import org.voxpost.media.Recording;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.RecordingSink;

/** A caller whose every move is written down before: keys, takes, hanging up. Tells what he heard. */
final class ScriptedConversation implements Conversation {
    /** What the caller does at the next occasion. */
    sealed interface Move {
        /** Speaks for that long; {@code ending} ends the take. */
        record Speaks(Duration length, Duration speech, Recording.Ending ending) implements Move {
        }

        record Presses(char key) implements Move {
        }

        record Waits() implements Move {
        }

        record HangsUp() implements Move {
        }

        record Beeps() implements Move {
        }
    }

    private final Deque<Move> moves = new ArrayDeque<>();
    private @Nullable Key cutting;
    private final List<String> heard = new ArrayList<>();

    ScriptedConversation speaks(double seconds, Recording.Ending ending) {
        return then(new Move.Speaks(millis(seconds), millis(seconds), ending));
    }

    ScriptedConversation isSilentFor(double seconds, Recording.Ending ending) {
        return then(new Move.Speaks(millis(seconds), Duration.ZERO, ending));
    }

    ScriptedConversation presses(String keys) {
        keys.chars().forEach(key -> then(new Move.Presses((char) key)));
        return this;
    }

    /** Presses a key during the next thing that can be cut short. */
    ScriptedConversation cutsInWith(char key) {
        cutting = new Key(key);
        return this;
    }

    /** Is heard to be a fax machine as soon as something is said. */
    ScriptedConversation isFax() {
        return then(new Move.Beeps());
    }

    ScriptedConversation waits() {
        return then(new Move.Waits());
    }

    ScriptedConversation hangsUp() {
        return then(new Move.HangsUp());
    }

    private ScriptedConversation then(Move move) {
        moves.add(move);
        return this;
    }

    /** Phrases and other parts in the order they were said. */
    List<String> heard() {
        return heard;
    }

    @Override
    public void say(Prompt prompt) {
        listen(prompt);
    }

    @Override
    public void sayInterruptibly(Prompt prompt) {
        listen(prompt);
    }

    @Override
    public Optional<Key> key(Duration patience) {
        if (patience.isZero()) {
            Optional<Key> early = Optional.ofNullable(cutting);
            cutting = null;
            return early;
        }
        return switch (moves.poll()) {
            case Move.Presses pressed -> Optional.of(new Key(pressed.key()));
            case Move.HangsUp gone -> throw new CallerGone();
            case Move.Beeps fax -> throw new FaxCalling();
            case Move.Waits silent -> Optional.empty();
            case Move.Speaks nobodyListens -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    @Override
    public Optional<Key> ask(Prompt prompt, Duration patience) {
        listen(prompt);
        return key(patience);
    }

    @Override
    public Recording record(RecordingSink sink, RecordingLimits limits) {
        sink.begin(AudioFormat.PCMU_8000);
        Move.Speaks take = switch (moves.poll()) {
            case Move.Speaks speaks -> speaks;
            case Move.HangsUp gone -> new Move.Speaks(Duration.ZERO, Duration.ZERO, Recording.Ending.HANGUP);
            case Move.Beeps fax -> new Move.Speaks(Duration.ZERO, Duration.ZERO, Recording.Ending.FAX);
            case Move.Presses key -> throw new AssertionError("a key where a take was expected");
            case Move.Waits silent -> new Move.Speaks(limits.silence(), Duration.ZERO, Recording.Ending.SILENCE);
            case null -> throw new AssertionError("one take too many");
        };
        sink.end();
        if (take.ending() == Recording.Ending.HANGUP) {
            moves.clear();
            moves.add(new Move.HangsUp());
        }
        return new Recording(sink, AudioFormat.PCMU_8000, take.length().toMillis() * 8, take.ending(), take.speech(),
                take.ending() != Recording.Ending.STORAGE);
    }

    @Override
    public void play(Recording recording) {
        listen("[recording " + recording.length().toMillis() / 1000.0 + " s]");
    }

    private void listen(Prompt prompt) {
        listen(prompt.parts().stream().map(ScriptedConversation::name).collect(Collectors.joining(" ")));
    }

    private void listen(String what) {
        if (moves.peek() instanceof Move.HangsUp) {
            throw new CallerGone();
        }
        if (moves.peek() instanceof Move.Beeps) {
            throw new FaxCalling();
        }
        heard.add(what);
    }

    private static String name(Prompt.Part part) {
        return switch (part) {
            case Prompt.Phrase phrase -> phrase.name();
            case Prompt.Audio audio -> "[audio]";
            case Prompt.Tone tone -> "[tone]";
            case Prompt.Silence silence -> "[silence]";
        };
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Where a take goes in these tests: nowhere. */
    record NamedSink(int number) implements RecordingSink {
        @Override
        public void begin(AudioFormat format) {
            // nothing is kept
        }

        @Override
        public boolean append(java.nio.ByteBuffer block) {
            return true;
        }

        @Override
        public void end() {
            // nothing is kept
        }

        @Override
        public java.io.InputStream open() throws IOException {
            return java.io.InputStream.nullInputStream();
        }
    }
}
