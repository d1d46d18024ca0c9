package org.voxpost.service.config;

import java.time.Duration;

/** Message waiting lamps, for peers that have a {@code lamps} section. */
public record MwiConfig(
        @Setting(value = "NOTIFY requests a second to one peer", fallback = "50", min = 1, max = 1000) int pace,
        @Setting(value = "Every mailbox is counted at least so often, against lost notifications", fallback = "10 min", min = 1000, max = 86_400_000) Duration recount,
        @Setting(value = "How often mailboxes are counted that no protocol can watch", fallback = "1 min", min = 1000, max = 86_400_000) Duration poll,
        @Setting(value = "Every lamp is set again so often, lit or not", fallback = "24 h", min = 60_000) Duration resend) {
}
