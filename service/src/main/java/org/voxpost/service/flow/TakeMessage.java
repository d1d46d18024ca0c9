package org.voxpost.service.flow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.media.Conversation;
import org.voxpost.media.Conversation.CallerGone;
import org.voxpost.media.Conversation.FaxCalling;
import org.voxpost.media.Key;
import org.voxpost.media.Prompt;
import org.voxpost.media.Recording;
import org.voxpost.media.RecordingSink;
import org.voxpost.service.config.RecordingConfig;
import org.voxpost.service.flow.CallerNames.Naming;
import org.voxpost.service.flow.Transfers.Exit;
import org.voxpost.service.metrics.CallOutcome;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.spool.StorageException;
import org.voxpost.service.subscriber.Subscriber;

/** Takes a voice message for a subscriber who did not answer. */
final class TakeMessage {
    private static final Logger LOG = LoggerFactory.getLogger(TakeMessage.class);
    private static final Duration MENU_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(30); // Exchange's MaxCallDuration

    private final MessageIntake intake;
    private final Greetings greetings;
    private final RecordingConfig settings;
    private final InstantSource clock;

    TakeMessage(MessageIntake intake, Greetings greetings, RecordingConfig settings, InstantSource clock) {
        this.intake = intake;
        this.greetings = greetings;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Runs the conversation to its end.
     *
     * @param naming asked for the caller's name when the greeting has been played
     * @param exit the way to the operator, by {@code 0}
     * @throws CallerGone if the caller hung up before he left anything
     * @throws FaxCalling if a fax machine calls
     */
    CallOutcome run(Conversation talk, Subscriber owner, Envelope envelope, Naming naming, Exit exit,
            CallSteps steps) {
        if (!intake.ready()) {
            steps.flow("no room for a recording: the caller is told");
            talk.say(Prompt.of("system-full"));
            return CallOutcome.STORAGE_FULL;
        }
        if (intake.mailboxFull(envelope)) {
            steps.flow("the mailbox is full: the caller is told");
            talk.say(Prompt.of("mailbox-full").then(Prompt.of("goodbye")));
            return CallOutcome.MAILBOX_FULL;
        }
        try {
            return greetedAndRecorded(talk, owner, envelope, naming, exit, steps);
        } catch (StorageException failed) {
            return storageFailed(talk, failed, steps);
        }
    }

    private CallOutcome greetedAndRecorded(Conversation talk, Subscriber owner, Envelope numeric, Naming naming,
            Exit exit, CallSteps steps) {
        steps.flow("greeting of " + owner.mailbox());
        Envelope envelope;
        Recording first;
        try (var take = new FirstTake(intake, naming, numeric)) {
            talk.sayInterruptibly(greetings.of(owner));
            if (operatorWanted(talk.key(Duration.ZERO), exit)) { // another key that cut it short means nothing to the recording
                if (exit.taken()) {
                    return CallOutcome.TRANSFERRED;
                }
                Transfers.regret(talk);
            }
            envelope = naming.name(numeric);
            envelope.caller().person().ifPresent(person -> steps.flow("the caller is " + person.address()));
            first = record(talk, take.take(envelope), steps);
        }
        Reviewed reviewed = reviewed(talk, first, envelope, exit, steps);
        Recording recording = reviewed.kept();
        if (!isMessage(recording)) {
            intake.discard(recording.sink());
            steps.flow("nothing worth keeping: " + length(recording));
            return CallOutcome.NO_MESSAGE;
        }
        intake.accept(envelope, recording);
        steps.kept(envelope, recording);
        steps.flow("message accepted: " + length(recording));
        if (!reviewed.operator() || !transferred(exit)) {
            farewell(talk, recording);
        }
        return CallOutcome.MESSAGE;
    }

    private static boolean operatorWanted(Optional<Key> key, Exit exit) {
        return key.filter(pressed -> pressed.symbol() == '0').isPresent() && exit.open();
    }

    /** The message is safe: whoever hangs up meanwhile has left it. */
    private static boolean transferred(Exit exit) {
        try {
            return exit.taken();
        } catch (CallerGone hungUp) {
            return true;
        }
    }

    /** The storage failed: what it has of the message is adopted when it works again, and the caller is told. */
    private static CallOutcome storageFailed(Conversation talk, StorageException failed, CallSteps steps) {
        LOG.error("a message could not be kept: {}", failed.getMessage());
        steps.flow("storage failed: " + failed.getMessage());
        talk.say(Prompt.of("system-full"));
        return CallOutcome.STORAGE_FULL;
    }

    private Recording again(Conversation talk, Envelope envelope, CallSteps steps) {
        RecordingSink take = intake.begin(envelope);
        intake.settle(take);
        return record(talk, take, steps);
    }

    private Recording record(Conversation talk, RecordingSink take, CallSteps steps) {
        Recording recording = talk.record(take, settings.limits());
        steps.flow("recorded " + length(recording));
        if (recording.ending() == Recording.Ending.FAX) {
            intake.discard(recording.sink());
            throw new FaxCalling();
        }
        return recording;
    }

    /**
     * Lets the caller listen and record again. Hanging up means "send what you have": the old take until a new one is
     * whole.
     */
    private Reviewed reviewed(Conversation talk, Recording first, Envelope envelope, Exit exit, CallSteps steps) {
        Recording kept = first;
        try {
            while (mayReview(kept) && clock.instant().isBefore(envelope.started().plus(LONGEST_CALL))) {
                switch (Review.of(talk.ask(Prompt.of("review-menu"), MENU_PATIENCE))) {
                    case LISTEN -> talk.play(kept);
                    case AGAIN -> kept = better(again(talk, envelope, steps), kept);
                    case INVALID -> talk.sayInterruptibly(Prompt.of("invalid-key"));
                    case OPERATOR -> {
                        if (exit.open()) {
                            return new Reviewed(kept, true);
                        }
                        talk.sayInterruptibly(Prompt.of("invalid-key"));
                    }
                    case SEND -> {
                        return new Reviewed(kept, false);
                    }
                }
            }
        } catch (CallerGone hungUp) {
            steps.flow("hung up in the menu");
        } catch (FaxCalling fax) {
            steps.flow("a fax machine took the call over");
        }
        return new Reviewed(kept, false);
    }

    /** The take that counts, and whether the caller wants the operator now. */
    private record Reviewed(Recording kept, boolean operator) {
    }

    /** The new take if it is whole and a message; then the old one is forgotten. Else the old one stays. */
    private Recording better(Recording again, Recording before) {
        boolean replaces = isMessage(again) && again.ending() != Recording.Ending.STORAGE || !isMessage(before);
        intake.discard(replaces ? before.sink() : again.sink());
        return replaces ? again : before;
    }

    private boolean mayReview(Recording recording) {
        return settings.review() && switch (recording.ending()) {
            case KEY, LIMIT -> true;
            case SILENCE -> isMessage(recording);
            case HANGUP, STORAGE, FAX -> false;
        };
    }

    private boolean isMessage(Recording recording) {
        return !recording.shorterThan(settings.shortest()) && recording.speech().isPositive();
    }

    private static void farewell(Conversation talk, Recording recording) {
        try {
            switch (recording.ending()) {
                case STORAGE -> talk.say(Prompt.of("system-full"));
                case LIMIT, KEY, SILENCE -> talk.say(Prompt.of("message-sent").then(Prompt.of("goodbye")));
                case HANGUP, FAX -> {
                    // nobody listens any more
                }
            }
        } catch (CallerGone | FaxCalling left) {
            return; // he has left his message
        }
    }

    private static String length(Recording recording) {
        return seconds(recording.length()) + " s, " + seconds(recording.speech()) + " s of it speech, ended by "
                + recording.ending() + (recording.whole() ? "" : ", not whole");
    }

    private static String seconds(Duration time) {
        long tenths = (time.toMillis() + 50) / 100;
        return tenths / 10 + "." + tenths % 10;
    }
}
