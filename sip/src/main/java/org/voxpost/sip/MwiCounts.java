package org.voxpost.sip;

/**
 * Messages of one kind in one mailbox (RFC 3842, 5.2).
 *
 * @param unread new messages
 * @param read old messages
 * @param urgentUnread of the new ones, those marked urgent
 * @param urgentRead of the old ones, those marked urgent
 */
public record MwiCounts(int unread, int read, int urgentUnread, int urgentRead) {
    public static final MwiCounts NONE = new MwiCounts(0, 0, 0, 0);

    public MwiCounts {
        if (unread < 0 || read < 0 || urgentUnread < 0 || urgentRead < 0) {
            throw new IllegalArgumentException("Message counts are not negative");
        }
    }

    /** {@code 2/8 (0/2)}: always with the parenthesis, which some PBXs insist on. */
    String encode() {
        return unread + "/" + read + " (" + urgentUnread + "/" + urgentRead + ")";
    }
}
