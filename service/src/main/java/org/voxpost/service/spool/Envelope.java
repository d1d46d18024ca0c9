package org.voxpost.service.spool;

import java.time.Instant;
import java.util.Locale;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Whose a message is: all that is known before the beep. It stands in the header of the recording, so that a recording
 * without a row can still be delivered.
 *
 * @param id names the message on its way to this mailbox
 * @param mailboxId {@code Subscriber.id()}
 * @param mailbox where to
 * @param profile name of the Exchange profile
 * @param kind what the item will be
 * @param caller who called; the text is clean
 * @param callId SIP Call-ID
 * @param peer name of the SIP peer the call came through
 * @param started when the call was
 * @param language of the item's texts
 */
public record Envelope(DeliveryId id, String mailboxId, SmtpAddress mailbox, String profile, ItemKind kind,
        Caller caller, String callId, String peer, Instant started, Locale language) {

    /** The same message with a caller who is known better by now. */
    public Envelope from(Caller known) {
        return new Envelope(id, mailboxId, mailbox, profile, kind, known, callId, peer, started, language);
    }

    /** The same message as another kind of item, for example a missed call when nothing was said. */
    public Envelope as(ItemKind other) {
        return new Envelope(id, mailboxId, mailbox, profile, other, caller, callId, peer, started, language);
    }
}
