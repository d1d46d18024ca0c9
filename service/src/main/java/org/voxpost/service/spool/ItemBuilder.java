package org.voxpost.service.spool;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SmtpAddress;

/** Makes the item of a message: the same one at every attempt and for every protocol. Pure. */
final class ItemBuilder {
    private static final int LONGEST_NAME = 120;

    private ItemBuilder() {
    }

    /**
     * @param audio the encoded recording; empty for a missed call
     * @param system sender of calls from nobody in the address book
     */
    static OutgoingItem item(Delivery delivery, Optional<PreparedAudio> audio, SmtpAddress system) {
        Envelope envelope = delivery.envelope();
        var text = new ItemText(envelope.language());
        Optional<Duration> length = audio.map(PreparedAudio::length);
        Caller.Person sender = envelope.caller().person()
                .orElseGet(() -> new Caller.Person(text.label(envelope.caller()), system));
        return new OutgoingItem(envelope.kind(), envelope.caller(), sender, envelope.mailbox(),
                text.subject(delivery, length), text.body(delivery, length),
                delivery.marks().urgent() ? Importance.HIGH : Importance.NORMAL, delivery.marks().isPrivate(),
                envelope.started(), length, envelope.callId(),
                audio.map(a -> new OutgoingItem.AudioAttachment(name(envelope, a, text), a.format().contentType(),
                        a.encoded())));
    }

    /** {@code +14255550123 (27 seconds) Voice Mail.mp3}: letters and digits that every client and file system takes. */
    private static AttachmentName name(Envelope envelope, PreparedAudio audio, ItemText text) {
        String who = text.label(envelope.caller()).codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || " +-._@".indexOf(c) >= 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        String shortened = who.substring(0, who.offsetByCodePoints(0, Math.min(LONGEST_NAME,
                who.codePointCount(0, who.length()))));
        long seconds = Math.max(1, Math.round(audio.length().toMillis() / 1000.0));
        return new AttachmentName(MessageFormat.format("{0} ({1} seconds) Voice Mail.{2}", shortened,
                Long.toString(seconds), audio.format().extension()));
    }
}
