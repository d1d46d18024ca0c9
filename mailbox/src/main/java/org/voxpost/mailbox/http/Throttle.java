package org.voxpost.mailbox.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.mailbox.SmtpAddress;

/** Remembers the pauses that a server asked for, so that nothing is sent to it meanwhile. Safe for many threads. */
public final class Throttle {
    private final InstantSource clock;
    private final Map<SmtpAddress, Instant> mailboxes = new ConcurrentHashMap<>();
    private volatile Instant everybody = Instant.MIN;

    public Throttle(InstantSource clock) {
        this.clock = clock;
    }

    public void pause(SmtpAddress owner, Duration time) {
        mailboxes.put(owner, clock.instant().plus(time));
    }

    public void pauseAll(Duration time) {
        everybody = clock.instant().plus(time);
    }

    /** How long this mailbox has to be left alone; empty if it has not. */
    public Optional<Duration> left(SmtpAddress owner) {
        Instant now = clock.instant();
        Instant own = mailboxes.getOrDefault(owner, Instant.MIN);
        Instant until = own.isAfter(everybody) ? own : everybody;
        if (until.isAfter(now)) {
            return Optional.of(Duration.between(now, until));
        }
        mailboxes.remove(owner, own);
        return Optional.empty();
    }
}
