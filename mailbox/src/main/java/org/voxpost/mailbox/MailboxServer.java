package org.voxpost.mailbox;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One Exchange organisation reached by one protocol. Safe for use by many threads. */
public interface MailboxServer extends AutoCloseable {

    /** The protocol's name in configuration, metrics and item ids: {@code ews}, {@code mapi}, {@code imap} … */
    String protocol();

    /** What this protocol can do at all; callers ask before they call. */
    Set<Capability> capabilities();

    /**
     * Which of several servers has this mailbox, as far as that is known without asking: those that share one fail
     * together. Empty if there is only one.
     */
    default String serverOf(SmtpAddress owner) {
        return "";
    }

    /**
     * What the server of this mailbox last said it is, for people: {@code Exchange 15.2.1118.7}. Asks nothing; empty if it
     * did not say or was not asked anything yet.
     */
    default Optional<String> software(SmtpAddress owner) {
        return Optional.empty();
    }

    /** Opens a mailbox; nothing goes over the network before the first operation. */
    Mailbox open(SmtpAddress owner);

    /**
     * Watches the voice messages of many mailboxes; reconnects by itself until closed. {@code to} runs on a thread of the
     * watch and may block for a short time.
     *
     * @throws UnsupportedOperationException without {@link Capability#WATCH}
     */
    Watch watch(Set<SmtpAddress> owners, Consumer<MailboxChanged> to);

    @Override
    void close();

    /** A running watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Something in this mailbox changed, or may have (after a reconnect): count again. */
    record MailboxChanged(SmtpAddress owner) {
    }
}
