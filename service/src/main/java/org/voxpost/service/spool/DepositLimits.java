package org.voxpost.service.spool;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.voxpost.service.config.LimitsConfig;

/**
 * Keeps floods out: how many messages and bytes a caller, a peer and a mailbox may have had in the last hour. Counts what
 * was accepted, so it survives restarts. Blocks for a short read of the database.
 */
public final class DepositLimits {
    private static final Duration WINDOW = Duration.ofHours(1);

    private record Used(long messages, long bytes) {
    }

    private final Database database;
    private final LimitsConfig limits;

    public DepositLimits(Database database, LimitsConfig limits) {
        this.database = database;
        this.limits = limits;
    }

    /**
     * Which limit another message would break; empty if none. Ask before the caller speaks.
     *
     * @return {@code caller}, {@code peer} or {@code mailbox}
     */
    public Optional<String> refusal(Envelope envelope, Instant now) {
        Instant since = now.minus(WINDOW);
        String caller = envelope.caller().number();
        if (!caller.isEmpty() && over("caller", caller, since, limits.callerMessages(), limits.callerBytes().bytes())) {
            return Optional.of("caller");
        }
        if (over("peer", envelope.peer(), since, limits.peerMessages(), limits.peerBytes().bytes())) {
            return Optional.of("peer");
        }
        return over("mailbox_id", envelope.mailboxId(), since, limits.mailboxMessages(),
                limits.mailboxBytes().bytes()) ? Optional.of("mailbox") : Optional.empty();
    }

    /** @param column a constant of this class, never anything from outside */
    private boolean over(String column, String value, Instant since, long messages, long bytes) {
        if (messages == 0 && bytes == 0) {
            return false;
        }
        Used used = database.read(handle -> handle
                .createQuery("select count(*) as n, coalesce(sum(audio_bytes), 0) as bytes from delivery where "
                        + column + " = ? and accepted_at >= ?")
                .bind(0, value).bind(1, since.toEpochMilli())
                .map((row, context) -> new Used(row.getLong("n"), row.getLong("bytes"))).one());
        return messages > 0 && used.messages() >= messages || bytes > 0 && used.bytes() >= bytes;
    }
}
