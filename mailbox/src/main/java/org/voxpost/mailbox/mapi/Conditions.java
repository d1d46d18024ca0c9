package org.voxpost.mailbox.mapi;

import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Conditions on messages. */
final class Conditions {
    /** By prefix; replies by what their class ends with, so that the class has to be looked at again. */
    static final Restriction VOICE = Restriction.or(
            Restriction.Content.prefix(PidTag.MESSAGE_CLASS, "IPM.Note.Microsoft.Voicemail"),
            Restriction.Content.prefix(PidTag.MESSAGE_CLASS, "IPM.Note.rpmsg.Microsoft.Voicemail"),
            Restriction.Content.substring(PidTag.MESSAGE_CLASS, ".Microsoft.Voicemail"));
    static final Restriction UNREAD = new Restriction.BitMask(false, PidTag.MESSAGE_FLAGS, 0x01);

    private Conditions() {
    }
}
