package org.voxpost.service.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.media.Transcoder;
import org.voxpost.service.spool.AttemptResult.Server;

/**
 * Tries one message once: encode, claim, ask if an earlier request may have been executed, create. Straight line, on a
 * virtual thread.
 */
final class DeliveryAttempt {
    private static final Duration LOCKED_RETRY = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(DeliveryAttempt.class);

    private final Spool spool;
    private final Transcoder transcoder;
    private final FormatLadder ladder;
    private final Backoff backoff;
    private final Duration parkedRetry;
    private final AbandonedRequests abandoned;
    private final RandomGenerator random;

    DeliveryAttempt(Spool spool, Transcoder transcoder, FormatLadder ladder, Backoff backoff, Duration parkedRetry,
            AbandonedRequests abandoned, RandomGenerator random) {
        this.spool = spool;
        this.transcoder = transcoder;
        this.ladder = ladder;
        this.backoff = backoff;
        this.parkedRetry = parkedRetry;
        this.abandoned = abandoned;
        this.random = random;
    }

    /**
     * Tries it.
     *
     * @param delivery in QUEUED or PARKED as far as is known
     * @return empty if it does not wait any more: somebody set it aside meanwhile
     */
    Optional<AttemptResult> run(Delivery delivery, DeliveryProfile profile) {
        Optional<PreparedAudio> audio = Optional.empty();
        try {
            CrashPoint.reach("transcoding");
            audio = prepare(delivery);
            OutgoingItem item = ItemBuilder.item(delivery, audio,
                    profile.sender().orElse(delivery.envelope().mailbox()));
            return spool.claim(delivery).map(claimed -> {
                spool.listeners().forEach(l -> l.attempt(claimed, claimed.progress().attempts()));
                return send(claimed, item, profile);
            });
        } catch (IOException e) {
            return spool.claim(delivery).map(claimed -> unreadable(claimed, e));
        } finally {
            audio.ifPresent(DeliveryAttempt::clean);
        }
    }

    private Optional<PreparedAudio> prepare(Delivery delivery) throws IOException {
        if (delivery.audio().isEmpty()) {
            return Optional.empty();
        }
        Transcoder.Format format = ladder.rung(delivery.progress().smaller()).orElse(ladder.rungs().getLast());
        try {
            return Optional.of(PreparedAudio.make(delivery, spool.store(), transcoder, format));
        } catch (OutOfMemoryError e) { // the encoder's own memory; a full heap ends the process (docs: reliability)
            throw new IOException("no memory: " + e.getMessage(), e);
        }
    }

    private static void clean(PreparedAudio audio) {
        try {
            audio.close();
        } catch (IOException e) {
            log.warn("an encoded file stays until the next start: {}", e.getMessage());
        }
    }

    /** The recording cannot be read or encoded: it stays, is tried again, and somebody is told when it waits too long. */
    private AttemptResult unreadable(Delivery claimed, IOException cause) {
        log.error("the audio of {} cannot be prepared: {}", claimed.id(), cause.getMessage());
        Delivery waiting = spool.step(claimed,
                new DeliveryEvent.Unavailable("the audio cannot be prepared: " + cause.getMessage()));
        return new AttemptResult(waiting, Server.UNKNOWN, Optional.of(wait(waiting)), "audio");
    }

    private AttemptResult send(Delivery claimed, OutgoingItem item, DeliveryProfile profile) {
        Delivery current = claimed;
        try (Mailbox mailbox = profile.server().open(claimed.envelope().mailbox())) {
            if (claimed.progress().mustAsk()) {
                Optional<ItemId> found = ask(claimed, mailbox, profile);
                if (found.isPresent()) {
                    return stored(claimed, found.get());
                }
                long remaining = abandoned.remaining(claimed.id());
                if (remaining > 0) {
                    return notYet(claimed, Duration.ofNanos(remaining));
                }
                current = spool.step(claimed, new DeliveryEvent.Absent());
            }
            return create(current, item, mailbox);
        } catch (MailboxException e) { // while asking or opening: nothing was sent
            return failed(current, e, false);
        }
    }

    /** Only protocols that can search are asked; for the others the wait alone has to do (docs: reliability). */
    private static Optional<ItemId> ask(Delivery claimed, Mailbox mailbox, DeliveryProfile profile) {
        return profile.server().capabilities().contains(Capability.FIND)
                ? mailbox.find(claimed.id())
                : Optional.empty();
    }

    private AttemptResult create(Delivery current, OutgoingItem item, Mailbox mailbox) {
        try {
            CrashPoint.reach("before-request");
            ItemId stored = mailbox.deliver(item, current.id());
            CrashPoint.reach("answer-before-commit");
            return stored(current, stored);
        } catch (MailboxException e) {
            return failed(current, e, true);
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException | Error e) { // no memory, a fault of ours: perhaps after the request went out
            log.error("delivering {} met a fault", current.id(), e);
            return lost(current, "a fault while delivering: " + e);
        }
    }

    private AttemptResult stored(Delivery current, ItemId item) {
        Delivery done = spool.patientStep(current, new DeliveryEvent.Stored(item));
        CrashPoint.reach("delivered");
        abandoned.forget(done.id());
        return new AttemptResult(done, Server.WELL, Optional.empty(), "delivered");
    }

    /** Asked early and not found, but the abandoned request may still run: ask again when it no longer can. */
    private AttemptResult notYet(Delivery claimed, Duration remaining) {
        Delivery waiting = spool.step(claimed, new DeliveryEvent.Unavailable(claimed.progress().reason()));
        return new AttemptResult(waiting, Server.WELL, Optional.of(remaining.plusMillis(1)), "unknown");
    }

    private AttemptResult lost(Delivery current, String reason) {
        abandoned.abandoned(current.id());
        Delivery waiting = spool.step(current, new DeliveryEvent.Lost(reason));
        return new AttemptResult(waiting, Server.ILL, Optional.of(wait(waiting)), "unknown");
    }

    /** @param creating false if only a question was asked, so that nothing can have been stored */
    private AttemptResult failed(Delivery current, MailboxException failure, boolean creating) {
        String reason = String.valueOf(failure.getMessage());
        return switch (failure) {
            case MailboxException.Unavailable e -> unavailable(current, reason, Server.ILL, e.retryAfter());
            case MailboxException.OutcomeUnknown e ->
                creating ? lost(current, reason) : unavailable(current, reason, Server.ILL, Optional.empty());
            case MailboxException.MailboxFull e -> full(current, reason);
            case MailboxException.MessageTooLarge e -> tooLarge(current, reason, e.limitBytes());
            case MailboxException.AccountRejected e -> locked(current, reason);
            case MailboxException.MessageRefused e -> creating
                    ? refused(current, reason)
                    : unavailable(current, reason, Server.WELL, Optional.empty());
            case MailboxException.NoSuchItem e -> unavailable(current, reason, Server.WELL, Optional.empty());
        };
    }

    private AttemptResult unavailable(Delivery current, String reason, Server server, Optional<Duration> retryAfter) {
        Delivery waiting = spool.step(current, new DeliveryEvent.Unavailable(reason));
        Duration own = wait(waiting);
        Duration again = retryAfter.filter(asked -> asked.compareTo(own) > 0).orElse(own);
        return new AttemptResult(waiting, server, Optional.of(again), "unavailable");
    }

    private AttemptResult full(Delivery current, String reason) {
        Delivery parked = spool.step(current, new DeliveryEvent.Full(reason));
        return new AttemptResult(parked, Server.WELL, Optional.of(parkedRetry), "full");
    }

    private AttemptResult locked(Delivery current, String reason) {
        Delivery waiting = spool.step(current, new DeliveryEvent.Unavailable(reason));
        return new AttemptResult(waiting, Server.LOCKED, Optional.of(LOCKED_RETRY), "account");
    }

    private AttemptResult refused(Delivery current, String reason) {
        Delivery buried = spool.step(current, new DeliveryEvent.Refused(reason));
        return new AttemptResult(buried, Server.WELL, Optional.empty(), "refused");
    }

    private AttemptResult tooLarge(Delivery current, String reason, long limitBytes) {
        boolean smaller = current.audio().isPresent() && ladder.rung(current.progress().smaller() + 1).isPresent();
        String why = limitBytes > 0 ? reason + " (limit " + limitBytes + " bytes)" : reason;
        Delivery next = spool.step(current, new DeliveryEvent.TooLarge(why, smaller));
        return new AttemptResult(next, Server.WELL, smaller ? Optional.of(Duration.ZERO) : Optional.empty(),
                "too-large");
    }

    private Duration wait(Delivery waiting) {
        return backoff.after(Math.max(1, waiting.progress().attempts()), random);
    }
}
