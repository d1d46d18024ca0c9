package org.voxpost.mailbox.mapi;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.rop.GetPropertyIdsFromNames;
import org.voxpost.mailbox.wire.rop.PropertyName;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyType;

/**
 * Ids of the named properties we use, which every store gives by itself: asked for together with the first logon and
 * kept as long as the store is the same. Guarded by its {@link OwnerStore}.
 */
final class NamedProperties {
    /** What Outlook's "call back" dials. */
    private static final PropertyName CALLBACK_NUMBER = new PropertyName.ByText(PropertyName.PSETID_UNIFIED_MESSAGING,
            "PstnCallbackTelephoneNumber");

    private @Nullable UUID store;
    private int callbackNumber; // 0: the store gives none

    /** Opens a session and makes sure that the ids are its store's. */
    RopSession logOn(StoreRoad road) {
        var asked = new Names();
        RopSession session = RopSession.open(road, store == null ? asked : (batch, slot) -> {
        });
        UUID mailbox = session.logon().mailboxGuid();
        if (asked.names == null && !mailbox.equals(store)) { // the mailbox was made anew
            RopBatch batch = session.batch();
            asked.add(batch, RopSession.LOGON);
            session.run(batch);
        }
        RopBatch.Asked<GetPropertyIdsFromNames.Reply> names = asked.names;
        if (names != null) {
            callbackNumber = names.done() ? names.get().ids().stream().findFirst().orElse(0) : 0;
        }
        store = mailbox;
        return session;
    }

    private static final class Names implements RopSession.LogonBatch {
        private RopBatch.@Nullable Asked<GetPropertyIdsFromNames.Reply> names;

        @Override
        public void add(RopBatch batch, int logonSlot) {
            names = batch.add(new GetPropertyIdsFromNames(logonSlot, true, List.of(CALLBACK_NUMBER)));
        }
    }

    Optional<PropertyTag> callbackNumber() {
        return callbackNumber == 0
                ? Optional.empty()
                : Optional.of(new PropertyTag(callbackNumber, PropertyType.STRING));
    }
}
