package org.voxpost.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calendars, to read. Blocks; throws {@link MailboxException}; safe for use by many threads. */
public interface Calendar {

    /**
     * When people are busy, at most 42 days and 100 people at once. It needs no right in their mailboxes.
     *
     * @return in order of time, without what is free; somebody whose calendar cannot be had is left out
     */
    Map<SmtpAddress, List<Busy>> availability(Set<SmtpAddress> people, Instant from, Instant until);

    /** What is in one calendar, recurring appointments one by one, in order of time, at most 500. */
    List<Appointment> appointments(SmtpAddress owner, Instant from, Instant until);

    /** @param until the first instant that is no longer meant */
    record Busy(Instant from, Instant until, Status status) {
    }

    /** @param organizer display name; empty if unknown */
    record Appointment(ItemId id, String subject, String location, Instant from, Instant until, boolean allDay,
            Status status, String organizer) {
    }

    /** LegacyFreeBusyStatus. */
    enum Status {
        FREE, TENTATIVE, BUSY, OUT_OF_OFFICE, WORKING_ELSEWHERE
    }
}
