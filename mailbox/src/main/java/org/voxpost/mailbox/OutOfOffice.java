package org.voxpost.mailbox;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether somebody is away, as automatic replies say it. Blocks; throws {@link MailboxException}; safe for use by many
 * threads.
 */
public interface OutOfOffice {

    State state(SmtpAddress owner);

    /** Switches automatic replies on without end, or off; texts and audience stay as they are. */
    void set(SmtpAddress owner, boolean on);

    /**
     * @param from begin, when scheduled
     * @param until end, when scheduled
     * @param reply what people of the organisation get, as plain text; empty if there is none
     */
    record State(Mode mode, Optional<Instant> from, Optional<Instant> until, String reply) {

        /** True if replies go out at that time. */
        public boolean isOn(Instant now) {
            return switch (mode) {
                case OFF -> false;
                case ON -> true;
                case SCHEDULED -> from.filter(now::isBefore).isEmpty() && until.filter(now::isBefore).isPresent();
            };
        }
    }

    /** OofState. */
    enum Mode {
        OFF, ON, SCHEDULED
    }
}
