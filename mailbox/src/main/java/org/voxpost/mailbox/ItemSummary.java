package org.voxpost.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a listing.
 *
 * @param duration whole seconds; empty if the item does not say
 * @param sizeBytes of the whole item, as the server counts; -1 if it does not say
 */
public record ItemSummary(ItemId id, String messageClass, String subject, Caller caller, Instant received,
        Optional<Duration> duration, boolean read, Importance importance, long sizeBytes) {
}
