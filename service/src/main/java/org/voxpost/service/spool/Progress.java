package org.voxpost.service.spool;

import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.ItemId;

/**
 * How far a message is: pure, without time. When to try again is the schedule's business; what may be done is said here.
 *
 * @param state where it is
 * @param mustAsk true if an earlier create request may have been executed: the mailbox must be searched before another
 * @param attempts how often it was claimed
 * @param smaller how many times it was too large: the rung of the ladder of formats
 * @param reason why it is not delivered; empty at first
 * @param item where it lies; set in DELIVERED
 */
public record Progress(DeliveryState state, boolean mustAsk, int attempts, int smaller, String reason,
        Optional<ItemId> item) {

    /** Accepted, never tried. */
    public static final Progress NEW = new Progress(DeliveryState.QUEUED, false, 0, 0, "", Optional.empty());

    /**
     * The progress after {@code event}.
     *
     * @throws IllegalStateException if the event cannot happen in this state
     */
    public Progress next(DeliveryEvent event) {
        if (!possible(event)) {
            throw new IllegalStateException("a message that is " + state + " cannot be "
                    + event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
        return switch (event) {
            case DeliveryEvent.Claimed c ->
                new Progress(DeliveryState.SENDING, mustAsk, attempts + 1, smaller, reason, item);
            case DeliveryEvent.Stored s ->
                new Progress(DeliveryState.DELIVERED, false, attempts, smaller, "", Optional.of(s.item()));
            case DeliveryEvent.Absent a -> to(state, false, reason);
            case DeliveryEvent.Unavailable u -> to(DeliveryState.QUEUED, mustAsk, u.reason());
            case DeliveryEvent.Lost l -> to(DeliveryState.QUEUED, true, l.reason());
            case DeliveryEvent.Full f -> to(DeliveryState.PARKED, mustAsk, f.reason());
            case DeliveryEvent.TooLarge t -> tooLarge(t);
            case DeliveryEvent.Refused r -> to(DeliveryState.BURIED, mustAsk, r.reason());
            case DeliveryEvent.Crashed c ->
                state == DeliveryState.SENDING ? to(DeliveryState.QUEUED, true, reason) : this;
            case DeliveryEvent.Retried r ->
                new Progress(DeliveryState.QUEUED, mustAsk, attempts, 0, reason, item);
            case DeliveryEvent.Buried b -> to(DeliveryState.BURIED, mustAsk, b.reason());
        };
    }

    private boolean possible(DeliveryEvent event) {
        return switch (event) {
            case DeliveryEvent.Crashed c -> true;
            case DeliveryEvent.Claimed c -> state.waits();
            case DeliveryEvent.Buried b -> state.waits();
            case DeliveryEvent.Retried r -> state.waits() || state == DeliveryState.BURIED;
            default -> state == DeliveryState.SENDING;
        };
    }

    private Progress tooLarge(DeliveryEvent.TooLarge event) {
        return event.smaller()
                ? new Progress(DeliveryState.QUEUED, mustAsk, attempts, smaller + 1, event.reason(), item)
                : to(DeliveryState.BURIED, mustAsk, event.reason());
    }

    private Progress to(DeliveryState next, boolean ask, String why) {
        return new Progress(next, ask, attempts, smaller, why, item);
    }
}
