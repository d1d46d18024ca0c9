package org.voxpost.mailbox;

import java.util.List;
import java.util.Optional;

/**
 * One mailbox. Operations block, run in the order they were called, and throw {@link MailboxException}. What the
 * protocol cannot do throws {@link UnsupportedOperationException}; {@link MailboxServer#capabilities()} tells before.
 */
public interface Mailbox extends AutoCloseable {

    SmtpAddress owner();

    /**
     * Creates {@code item} as an unread, received message in the Inbox and writes {@code id} into it, so that
     * {@link #find} can find it. Never repeats by itself after a request may have been executed: that is
     * {@link MailboxException.OutcomeUnknown}.
     */
    ItemId deliver(OutgoingItem item, DeliveryId id);

    /** Looks in all folders of the mailbox (deleted items too) for what was delivered as {@code id}. */
    Optional<ItemId> find(DeliveryId id);

    /** Newest first. */
    List<ItemSummary> list(ItemQuery query);

    /** @throws MailboxException.NoSuchItem if it is not there any more */
    VoiceMessage read(ItemId id);

    /** The bytes of one attachment; each {@code open()} fetches again, nothing is held in memory. */
    AudioSource audio(ItemId id, AttachmentName name);

    void mark(ItemId id, Flag flag, boolean set);

    /** @return its new id */
    ItemId move(ItemId id, WellKnownFolder to);

    /** Moves it to the deleted items, where the protocol can; else deletes it. */
    void delete(ItemId id);

    VoiceCounts counts();

    @Override
    void close();
}
