package org.voxpost.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * E-mail, to hear and to answer by telephone. Blocks; throws {@link MailboxException}; safe for use by many threads.
 * Marking, moving and deleting are {@link Mailbox}'s.
 */
public interface MailReader {

    /** What lies in the Inbox but voice messages, newest first. */
    List<Line> list(SmtpAddress owner, boolean unreadOnly, int limit);

    /** @throws MailboxException.NoSuchItem if it is not there any more */
    Mail read(SmtpAddress owner, ItemId id);

    /**
     * Sends an answer. It is sent once; {@link MailboxException.OutcomeUnknown} if that cannot be told.
     *
     * @param toAll also to the other recipients
     * @param text what to say before the original, plain
     * @param audio a recording to go with it
     */
    void reply(SmtpAddress owner, ItemId id, boolean toAll, String text,
            Optional<OutgoingItem.AudioAttachment> audio);

    /** One line of a listing. */
    record Line(ItemId id, String subject, String fromName, Optional<SmtpAddress> from, Instant received, boolean read,
            Importance importance) {
    }

    /**
     * @param text body as plain text
     * @param attachments names of files
     */
    record Mail(Line line, String text, List<AttachmentName> attachments) {
        public Mail {
            attachments = List.copyOf(attachments);
        }
    }
}
