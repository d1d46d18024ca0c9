package org.voxpost.lab.store;

import java.util.function.LongSupplier;

/**
 * What a mailbox takes.
 *
 * @param quotaBytes all items together
 * @param messageBytes one item
 */
public record MailboxLimits(long quotaBytes, long messageBytes) {
    public static MailboxLimits none() {
        return new MailboxLimits(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    void check(long itemBytes, LongSupplier usedBytes) {
        if (itemBytes > messageBytes) {
            throw new StoreRefusal(StoreRefusal.Reason.TOO_LARGE,
                    itemBytes + " bytes are more than the " + messageBytes + " of one item");
        }
        if (itemBytes > quotaBytes - (quotaBytes == Long.MAX_VALUE ? 0 : usedBytes.getAsLong())) {
            throw new StoreRefusal(StoreRefusal.Reason.QUOTA, "the mailbox's " + quotaBytes + " bytes are used up");
        }
    }
}
