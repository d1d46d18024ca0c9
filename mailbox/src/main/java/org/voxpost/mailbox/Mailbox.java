package org.voxpost.mailbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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

    /**
     * Marks several items, by few requests where the protocol can. One that cannot be marked keeps no other from being marked.
     *
     * @return those that were not marked, and why; empty if all were
     * @throws MailboxException if it is not an item but the mailbox that is at fault; some may have been marked
     */
    default Map<ItemId, MailboxException> markAll(Collection<ItemId> ids, Flag flag, boolean set) {
        return each(ids, id -> mark(id, flag, set));
    }

    /**
     * Deletes several items as {@link #delete} does, by few requests where the protocol can. One that cannot be deleted keeps no
     * other from being deleted.
     *
     * @return those that were not deleted, and why; empty if all were
     * @throws MailboxException if it is not an item but the mailbox that is at fault; some may have been deleted
     */
    default Map<ItemId, MailboxException> deleteAll(Collection<ItemId> ids) {
        return each(ids, this::delete);
    }

    private static Map<ItemId, MailboxException> each(Collection<ItemId> ids, Consumer<ItemId> one) {
        Map<ItemId, MailboxException> failed = new LinkedHashMap<>();
        for (ItemId id : ids) {
            try {
                one.accept(id);
            } catch (MailboxException.NoSuchItem | MailboxException.MessageRefused e) {
                failed.put(id, e);
            }
        }
        return failed;
    }

    VoiceCounts counts();

    @Override
    void close();
}
