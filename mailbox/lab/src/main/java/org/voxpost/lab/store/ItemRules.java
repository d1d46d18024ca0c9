package org.voxpost.lab.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** What the store itself maintains on an item ([MS-OXCMSG] 2.2.1, 3.2.5.2). Pure. */
final class ItemRules {
    private static final int COMPUTED = Tags.MF_READ | Tags.MF_UNMODIFIED | Tags.MF_HAS_ATTACH | 0x400;
    private static final int FROM_CLIENT = Tags.MF_READ | Tags.MF_UNSENT | 0x80;

    private ItemRules() {
    }

    /** PidTagInternetArticleNumber, by which IMAP gateways know an item in its folder: the item's own id. */
    static LabItem numbered(LabItem item) {
        return item.with(item.properties().with(Tags.INTERNET_ARTICLE_NUMBER, (int) item.id()));
    }

    /** At the first save. Without flags from the client it is an unsent draft, read by its author. */
    static PropertyBag first(LabItem item, Instant now) {
        PropertyBag given = item.properties();
        int flags = given.has(Tags.MESSAGE_FLAGS)
                ? item.flags() & FROM_CLIENT
                : Tags.MF_UNSENT | Tags.MF_READ;
        if (item.associated()) {
            flags |= Tags.MF_ASSOCIATED;
        }
        PropertyBag properties = given.with(Tags.MESSAGE_FLAGS, flags | Tags.MF_UNMODIFIED)
                .with(Tags.CREATION_TIME, given.time(Tags.CREATION_TIME).orElse(now))
                .with(Tags.SEARCH_KEY, searchKey());
        if (!given.has(Tags.MESSAGE_DELIVERY_TIME) && !item.associated()) {
            properties = properties.with(Tags.MESSAGE_DELIVERY_TIME, now);
        }
        if (!given.has(Tags.MESSAGE_CLASS)) {
            properties = properties.with(Tags.MESSAGE_CLASS, "IPM.Note");
        }
        return maintained(item.with(properties), now);
    }

    /** At every other save. */
    static PropertyBag next(LabItem item, Instant now) {
        return maintained(item, now);
    }

    private static PropertyBag maintained(LabItem item, Instant now) {
        boolean attached = !item.attachments().isEmpty();
        int flags = attached ? item.flags() | Tags.MF_HAS_ATTACH : item.flags() & ~Tags.MF_HAS_ATTACH;
        return item.properties()
                .with(Tags.MESSAGE_FLAGS, flags)
                .with(Tags.HAS_ATTACHMENTS, attached)
                .with(Tags.LAST_MODIFICATION_TIME, now)
                .with(Tags.MESSAGE_SIZE, (int) Math.min(Integer.MAX_VALUE, size(item)));
    }

    /** Flags that nobody can change after the first save. */
    static int fixedFlags(LabItem item) {
        return item.flags() & ~COMPUTED;
    }

    static long size(LabItem item) {
        long attachments = item.attachments()
                .stream()
                .mapToLong(one -> one.properties().sizeBytes() + Math.max(0, one.content().lengthBytes()))
                .sum();
        return item.properties().sizeBytes() + attachments
                + item.recipients().stream().mapToLong(PropertyBag::sizeBytes).sum();
    }

    static boolean onlyReadState(LabItem old, LabItem now) {
        return old.read() != now.read() && clientsOwn(old).equals(clientsOwn(now))
                && old.recipients().equals(now.recipients()) && old.attachments().equals(now.attachments());
    }

    private static PropertyBag clientsOwn(LabItem item) {
        return item.properties()
                .without(Tags.MESSAGE_FLAGS)
                .without(Tags.MESSAGE_SIZE)
                .without(Tags.LAST_MODIFICATION_TIME);
    }

    private static byte[] searchKey() {
        UUID random = UUID.randomUUID();
        return ByteBuffer.allocate(16)
                .putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits())
                .array();
    }
}
