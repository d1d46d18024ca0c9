package org.voxpost.service.flow;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.voxpost.media.Conversation;
import org.voxpost.media.Key;
import org.voxpost.media.Prompt;
import org.voxpost.service.subscriber.Subscriber;

/** Asks a caller who dialled our own number for the mailbox he wants, by keys. */
final class AskForMailbox {
    private static final int TRIES = 3; // Exchange's InputFailuresBeforeDisconnect
    private static final int MOST_DIGITS = 20;
    private static final Duration FIRST_KEY = Duration.ofSeconds(5);
    private static final Duration NEXT_KEY = Duration.ofSeconds(3);

    private final Function<String, Optional<Subscriber>> byNumber;

    /** @param byNumber finds the owner of what was keyed */
    AskForMailbox(Function<String, Optional<Subscriber>> byNumber) {
        this.byNumber = byNumber;
    }

    /** The mailbox that was keyed; empty after three failures, and then the caller has been told goodbye. */
    Optional<Subscriber> run(Conversation talk, CallSteps steps) {
        for (int tries = 0; tries < TRIES; tries++) {
            String digits = digits(talk);
            Optional<Subscriber> owner = digits.isEmpty() ? Optional.empty() : byNumber.apply(digits);
            if (owner.isPresent()) {
                steps.flow("keyed the number of " + owner.get().mailbox());
                return owner;
            }
            steps.flow(digits.isEmpty() ? "keyed nothing" : "keyed a number without a mailbox");
            talk.sayInterruptibly(Prompt.of(digits.isEmpty() ? "please-try-again" : "mailbox-unknown"));
        }
        talk.say(Prompt.of("goodbye"));
        return Optional.empty();
    }

    private static String digits(Conversation talk) {
        var digits = new StringBuilder();
        Optional<Key> key = talk.ask(Prompt.of("enter-mailbox"), FIRST_KEY);
        while (key.isPresent() && key.get().symbol() != '#' && digits.length() < MOST_DIGITS) {
            digits.append(key.get().symbol());
            key = talk.key(NEXT_KEY);
        }
        return digits.toString();
    }
}
