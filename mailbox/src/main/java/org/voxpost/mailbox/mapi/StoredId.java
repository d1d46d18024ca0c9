package org.voxpost.mailbox.mapi;

import java.util.Base64;
import java.util.Optional;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.MessageEntryId;
import org.voxpost.mailbox.wire.rop.ObjectId;

/**
 * Where a message is, in the words of one session.
 *
 * @param folder its FID
 * @param message its MID
 */
record StoredId(ObjectId folder, ObjectId message) {

    /** @throws RopFailed with ecInvalidEntryId if it is no id of this protocol and mailbox */
    static StoredId of(RopSession session, String protocol, ItemId id) {
        try {
            if (!id.protocol().equals(protocol)) {
                throw unknown("the item id is of " + id.protocol());
            }
            MessageEntryId entryId = MessageEntryId.read(Base64.getUrlDecoder().decode(id.value()));
            if (!entryId.provider().equals(session.logon().mailboxGuid())) {
                throw unknown("the item id is of another mailbox");
            }
            return new StoredId(session.shortId(entryId.folder()), session.shortId(entryId.message()));
        } catch (IllegalArgumentException | WireException malformed) {
            throw unknown("the item id is no entry id");
        }
    }

    private static RopFailed unknown(String what) {
        return new RopFailed("RopOpenMessage", ErrorCode.INVALID_ENTRY_ID, what, Optional.empty());
    }

    /** As a message entry id in base64url. */
    ItemId lasting(RopSession session, String protocol) {
        var entryId = new MessageEntryId(session.logon().mailboxGuid(), MessageEntryId.PRIVATE,
                session.longTermId(folder), session.longTermId(message));
        return new ItemId(protocol, Base64.getUrlEncoder().withoutPadding().encodeToString(entryId.bytes()));
    }
}
