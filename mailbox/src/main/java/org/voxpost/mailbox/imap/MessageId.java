package org.voxpost.mailbox.imap;

import java.util.Optional;
import org.voxpost.mailbox.ItemId;

/**
 * A message's place: as text {@code UIDVALIDITY.UID.folder}. It changes when the message is moved.
 *
 * @param validity UIDVALIDITY of the folder; if the folder has another by now, the UID means nothing
 * @param uid unique in its folder (RFC 3501, 2.3.1.1)
 */
record MessageId(long validity, long uid, String folder) {
    ItemId toItemId() {
        return new ItemId(ImapProvider.PROTOCOL, validity + "." + uid + "." + folder);
    }

    /** Empty if it is no id of this protocol. */
    static Optional<MessageId> of(ItemId id) {
        String[] words = id.value().split("\\.", 3);
        if (!id.protocol().equals(ImapProvider.PROTOCOL) || words.length < 3 || !words[0].matches("[0-9]{1,10}")
                || !words[1].matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        return Optional.of(new MessageId(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
    }
}
