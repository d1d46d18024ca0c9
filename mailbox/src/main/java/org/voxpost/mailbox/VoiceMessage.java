package org.voxpost.mailbox;

import java.util.List;

/**
 * A voice message as it lies in the mailbox.
 *
 * @param summary what the listing says
 * @param callId {@code PidTagCallId}; empty if absent
 * @param internetMessageId Message-ID with angle brackets; empty if absent
 * @param text body as plain text
 * @param draft true if the server takes it for unsent: a fault in delivery
 * @param audio the recordings in playing order: newest first by the attachment order, else as attached
 */
public record VoiceMessage(ItemSummary summary, String callId, String internetMessageId, String text, boolean draft,
        List<Attachment> audio) {
    public VoiceMessage {
        audio = List.copyOf(audio);
    }

    /** @param sizeBytes as the server says; -1 if it does not */
    public record Attachment(AttachmentName name, String contentType, long sizeBytes) {
    }
}
