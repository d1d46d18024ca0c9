package org.voxpost.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The organisation's address book. Blocks; safe for use by many threads. */
public interface Directory extends AutoCloseable {

    /**
     * Reads the whole address book, page by page.
     *
     * @param to gets every person once, on the calling thread
     * @throws MailboxException.Unavailable if it breaks off; what was handed over then is not complete
     */
    void walk(Consumer<DirectoryPerson> to);

    /** Ambiguous name resolution: at most {@code limit} persons whose name, alias or address begins like {@code name}. */
    List<DirectoryPerson> byName(String name, int limit);

    Optional<DirectoryPerson> byAddress(SmtpAddress address);

    @Override
    void close();
}
