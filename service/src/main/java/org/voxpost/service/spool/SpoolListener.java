package org.voxpost.service.spool;

import java.time.Duration;
import org.voxpost.mailbox.ItemId;

/** Hears of every step of every message; called on the worker's threads, must not block for long. */
public interface SpoolListener {

    /** It is durable here. */
    default void accepted(Delivery delivery) {
    }

    /** One attempt begins; {@code attempt} counts from 1. */
    default void attempt(Delivery delivery, int attempt) {
    }

    /** It lies in the mailbox. {@code sinceAccepted} is the time it took. */
    default void delivered(Delivery delivery, ItemId item, Duration sinceAccepted) {
    }

    /**
     * An attempt failed.
     *
     * @param outcome short name for metrics: {@code unavailable unknown full too-large account refused audio}
     * @param reason for the operator
     * @param next the state it is in now
     */
    default void failed(Delivery delivery, String outcome, String reason, DeliveryState next) {
    }
}
