package org.voxpost.service.config;

import java.time.Duration;

/** Delivery into mailboxes. */
public record DeliveryConfig(
        @Setting(value = "Longest wait before the second attempt; doubles with each, full jitter", fallback = "2 s", min = 10) Duration firstRetry,
        @Setting(value = "Longest wait between two attempts", fallback = "5 min", min = 100) Duration longestRetry,
        @Setting(value = "After an unknown outcome nothing is created again before this has passed", fallback = "150 s", min = 0) Duration abandonedAfter,
        @Setting(value = "How often a full mailbox is tried again", fallback = "15 min", min = 1000) Duration parkedRetry,
        @Setting(value = "Failures in a row after which a server is left alone", fallback = "5", min = 1, max = 1000) int breakAfter,
        @Setting(value = "How long it is left alone before one delivery probes it; doubles up to 1 min", fallback = "5 s", min = 10) Duration breakFor) {
}
