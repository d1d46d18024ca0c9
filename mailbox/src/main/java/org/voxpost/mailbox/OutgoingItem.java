package org.voxpost.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An item on its way into a mailbox, complete: every protocol writes the same one.
 *
 * @param kind decides the message class
 * @param caller who called
 * @param sender what From and Sender say: the person, or the system's address with the caller as display name
 * @param owner whose mailbox
 * @param subject one line
 * @param htmlBody complete HTML document, UTF-8
 * @param importance HIGH if the caller marked it urgent
 * @param privateMark true if the caller marked it private ({@code PidTagSensitivity} = 2)
 * @param spoken when the call was: submit time and delivery time
 * @param duration length of the audio; written in whole seconds, rounded, at least 1
 * @param callId the SIP Call-ID ({@code PidTagCallId})
 * @param audio the recording; empty for a missed call
 */
public record OutgoingItem(ItemKind kind, Caller caller, Caller.Person sender, SmtpAddress owner, String subject,
        String htmlBody, Importance importance, boolean privateMark, Instant spoken, Optional<Duration> duration,
        String callId, Optional<AudioAttachment> audio) {

    /** @param contentType one of {@code audio/mp3 audio/wav audio/gsm audio/wma}, never {@code audio/mpeg} */
    public record AudioAttachment(AttachmentName name, String contentType, AudioSource source) {
    }

    /** {@code PidTagVoiceMessageDuration}: whole seconds, at least 1. */
    public Optional<Integer> durationSeconds() {
        return duration.map(d -> (int) Math.max(1, Math.round(d.toMillis() / 1000.0)));
    }
}
