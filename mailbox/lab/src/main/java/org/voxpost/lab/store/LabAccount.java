package org.voxpost.lab.store;

import java.util.Optional;

import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Secret;

/**
 * Who may sign in.
 *
 * @param user as in {@code user@domain}, or a bare name
 * @param mailbox his own, if he has one
 * @param service true if he may act for every mailbox (ApplicationImpersonation, full access)
 */
public record LabAccount(String user, Secret password, Optional<SmtpAddress> mailbox, boolean service) {

    /** True if he may open this mailbox. */
    public boolean mayOpen(SmtpAddress owner) {
        return service || mailbox.filter(owner::equals).isPresent();
    }
}
