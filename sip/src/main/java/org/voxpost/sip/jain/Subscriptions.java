package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Mwi.SubscriptionHandler;
import org.voxpost.sip.SipAddress;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/** Takes SUBSCRIBE for {@code message-summary} (RFC 3842) and asks the handler on a virtual thread. */
final class Subscriptions {
    static final String EVENT = "message-summary";
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final Duration DEFAULT = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofDays(1);
    private final Workshop shop;
    private volatile @Nullable SubscriptionHandler handler;

    Subscriptions(Workshop shop) {
        this.shop = shop;
    }

    void handledBy(SubscriptionHandler by) {
        handler = by;
    }

    void subscribe(Arrival arrival) {
        Request request = arrival.request();
        String event = Messages.value(request, "Event").orElse("").split(";")[0].strip().toLowerCase(Locale.ROOT);
        SubscriptionHandler by = handler;
        Optional<Duration> expires = expires(request);
        if (!event.equals(EVENT)) {
            arrival.respond(shop, Statuses.BAD_EVENT, "Allow-Events", EVENT);
        } else if (Messages.value(request, "Contact").isEmpty()) {
            arrival.respond(shop, Statuses.BAD_REQUEST);
        } else if (by == null) {
            arrival.respond(shop, SipStatus.NOT_FOUND);
        } else if (expires.isEmpty()) {
            tooBrief(shop, request, arrival.transaction(), Tokens.random());
        } else {
            Thread.startVirtualThread(() -> decide(arrival, by, expires.get()));
        }
    }

    /** What the subscriber asks for, not more than a day; an hour if it does not say; empty if it is too short. */
    static Optional<Duration> expires(Request request) {
        String text = Messages.value(request, "Expires").orElse(Long.toString(DEFAULT.toSeconds())).strip();
        if (!text.matches("\\d{1,10}")) {
            return Optional.of(DEFAULT);
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text));
        if (!asked.isZero() && asked.compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        return Optional.of(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
    }

    static void tooBrief(Workshop shop, Request request, ServerTransaction tx, String toTag) {
        Response refusal = shop.messages().response(request, Statuses.INTERVAL_TOO_BRIEF, toTag);
        Messages.add(refusal, "Min-Expires", Long.toString(SHORTEST.toSeconds()));
        shop.outbox().respond(tx, refusal);
    }

    private void decide(Arrival arrival, SubscriptionHandler by, Duration expires) {
        try {
            MwiSubscription wanted = new MwiSubscription(shop, arrival, by, subscriber(arrival.request()));
            SipStatus decision = by.authorize(wanted);
            if (decision.isSuccess()) {
                wanted.start(expires);
            } else {
                arrival.respond(shop, decision);
            }
        } catch (SipException unreachable) {
            LOG.info("{}", unreachable.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("SUBSCRIBE from {}", arrival.peer().name(), failed);
            arrival.respond(shop, SipStatus.SERVER_ERROR);
        }
    }

    private static SipAddress subscriber(Request request) {
        try {
            return SipAddress.parse(Messages.value(request, "From").orElse(""));
        } catch (IllegalArgumentException unreadable) {
            return new SipAddress("", SipUri.of("anonymous", "anonymous.invalid", 0));
        }
    }
}
