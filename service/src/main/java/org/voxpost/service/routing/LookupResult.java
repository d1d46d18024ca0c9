package org.voxpost.service.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.service.config.Treatment;

/**
 * What is known of a number and what to do with a call to it: the same for every switch, in whichever dialect it asks
 * (reference: telephony, 8.10).
 *
 * @param person the one person; empty unless {@code matched} is PERSON
 * @param mailbox his mailbox here
 * @param e164 the number with {@code +}
 * @param extension at the site
 * @param caller who calls; empty if only one number was given
 * @param routes where to send the call, in this order
 * @param announcement what to play, as the switch knows it; empty for none
 * @param ttl how long the answer may be kept
 * @param reason what decided, for people
 * @param asOf when the address book was read; empty if never
 */
public record LookupResult(Matched matched, Optional<IndexedPerson> person, Optional<MailboxHere> mailbox,
        Optional<String> e164, Optional<String> extension, Optional<CallingParty> caller, Treatment treatment,
        List<Leg> routes, String announcement, Duration ttl, String reason, Optional<Instant> asOf) {
    public LookupResult {
        routes = List.copyOf(routes);
    }

    /**
     * Why the call gets to a route, as a diversion's reason (RFC 5806): what made the one before it fail, or
     * {@code unconditional} where the telephone that was called does not ring at all; empty for that telephone.
     */
    public String diversionReason(int route) {
        if (route > 0) {
            return routes.get(route - 1).reasonIfFailed();
        }
        return treatment == Treatment.DIVERT || treatment == Treatment.VOICEMAIL ? "unconditional" : "";
    }

    /** What the number is. */
    public enum Matched {
        /** One person's. */
        PERSON,
        /** An attendant's. */
        AA,
        /** One of our own: pilot, voice access. */
        SERVICE,
        /** Nobody's. */
        NONE,
        /** Several people's. */
        AMBIGUOUS
    }

    /** A mailbox that Voxpost keeps. @param id {@code Subscriber.id()} */
    public record MailboxHere(String id, boolean enabled, Locale language) {
    }

    /**
     * Who calls.
     *
     * @param number E.164 or extension; as given, cleaned, if it is neither
     * @param displayName of the person; empty if nobody is known by the number
     * @param trust {@code UNVERIFIED}: whoever asks was told the number by somebody
     */
    public record CallingParty(String number, String displayName, Trust trust) {
    }

    /** How far a number can be believed. */
    public enum Trust {
        UNVERIFIED, ASSERTED, VERIFIED
    }

    /**
     * One place to send the call to.
     *
     * @param uri SIP URI
     * @param proxy next hop; empty for the URI's own host
     * @param timeout without an answer the next one is tried
     * @param reasonIfFailed diversion reason for the next one, {@code no-answer}; empty for none
     */
    public record Leg(String uri, String proxy, Duration timeout, String reasonIfFailed) {
    }
}
