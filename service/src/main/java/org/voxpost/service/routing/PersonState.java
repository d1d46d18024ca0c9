package org.voxpost.service.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a subscriber beyond his numbers.
 *
 * @param outOfOffice his automatic replies are on
 * @param inMeeting his calendar says busy
 * @param onCall he talks to this service now
 * @param forwardTo all his calls go there: extension, number or SIP address
 * @param asOf when the calendar was read
 */
public record PersonState(boolean outOfOffice, boolean inMeeting, boolean onCall, Optional<String> forwardTo,
        Instant asOf) {

    /** Nothing is known but that he talks to us. */
    public static PersonState onCall(Instant now) {
        return new PersonState(false, false, true, Optional.empty(), now);
    }

    PersonState alsoOnCall() {
        return new PersonState(outOfOffice, inMeeting, true, forwardTo, asOf);
    }
}
