package org.voxpost.service.routing;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.SmtpAddress;

/** Where people come from. Blocks; called by one thread at a time. */
public interface PersonSource {

    /** For logs and status, for example {@code address book of main}. */
    String name();

    /**
     * Hands over everybody it has.
     *
     * @param known true for addresses an earlier source gave: they need not be asked for
     * @throws org.voxpost.mailbox.MailboxException.Unavailable if it breaks off; what was handed over is then not used
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    void each(Predicate<SmtpAddress> known, Consumer<DirectoryPerson> to);
}
