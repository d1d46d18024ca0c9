package org.voxpost.sip;

import java.time.Duration;
import java.util.Optional;

/** Message waiting lamps: told unasked, and to those who subscribed (RFC 3842, RFC 6665). */
public interface Mwi {

    /**
     * One lamp to set.
     *
     * @param target where the NOTIFY goes: the extension as the PBX knows it
     * @param from our identity, usually the pilot number
     * @param summary the state of the mailbox
     */
    record Notice(SipUri target, SipAddress from, MessageSummary summary) {
    }

    /** What became of a notice. */
    enum Outcome {
        /** The peer took it. */
        ACCEPTED,
        /** The peer wants credentials that we do not have (401, 403, 407). */
        REFUSED,
        /** The peer does not know the extension (404, 410, 604): not to be repeated. */
        UNKNOWN_EXTENSION,
        /** The peer does not do this (405, 481, 489, 501): not to be repeated. */
        UNSUPPORTED,
        /** Not now: busy, unreachable, no answer. Try again later. */
        TRY_LATER
    }

    /**
     * @param status the peer's answer; {@link SipStatus#REQUEST_TIMEOUT} if there was none
     * @param retryAfter when the peer wants to be asked again
     */
    record Result(Outcome outcome, SipStatus status, Optional<Duration> retryAfter) {
    }

    /**
     * Sends one NOTIFY outside any subscription and waits for its answer; a 481 is answered with a second one whose
     * Subscription-State is {@code terminated}, which some peers insist on.
     */
    Result notify(Notice notice, Duration patience);

    /** Who decides on subscriptions; before this is set, every SUBSCRIBE gets 404. */
    void onSubscribe(SubscriptionHandler handler);

    /** Decides on subscriptions and keeps them supplied. Called on virtual threads. */
    interface SubscriptionHandler {
        /**
         * A new SUBSCRIBE.
         *
         * @return 200 to accept it, 403 or 404 to refuse it
         */
        SipStatus authorize(Subscription wanted);

        /** It was accepted or refreshed: the state as it is now, sent at once. */
        MessageSummary current(Subscription subscription);

        /** It expired, was ended by the subscriber or could not be reached. */
        void ended(Subscription subscription);
    }

    /** One subscriber of one mailbox. */
    interface Subscription {
        /** Unique while the process lives. */
        String id();

        /** The Request-URI of the SUBSCRIBE. */
        SipUri mailbox();

        /** From: who subscribes, as far as the peer is believed. */
        SipAddress subscriber();

        SipPeer peer();

        /** Tells the subscriber; of several within a second the last is sent. Does nothing after the end. */
        void update(MessageSummary summary);
    }
}
