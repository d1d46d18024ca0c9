package org.voxpost.mailbox;

/**
 * Which items to list.
 *
 * @param folder where
 * @param voiceOnly only voice messages ({@link ItemKind#isVoice}); false: every item
 * @param unreadOnly only what is not read
 * @param limit at most so many, newest first
 */
public record ItemQuery(WellKnownFolder folder, boolean voiceOnly, boolean unreadOnly, int limit) {
    /** All voice messages in the Inbox, up to 1,000. */
    public static ItemQuery voice() {
        return new ItemQuery(WellKnownFolder.INBOX, true, false, 1000);
    }

    public ItemQuery unread() {
        return new ItemQuery(folder, voiceOnly, true, limit);
    }

    public ItemQuery atMost(int count) {
        return new ItemQuery(folder, voiceOnly, unreadOnly, count);
    }

    public ItemQuery in(WellKnownFolder other) {
        return new ItemQuery(other, voiceOnly, unreadOnly, limit);
    }
}
