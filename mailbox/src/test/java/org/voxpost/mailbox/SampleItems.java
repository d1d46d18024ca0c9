package org.voxpost.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;

/** Items for tests: Bo Lind rings Ivy. */
public final class SampleItems {
    public static final Instant SPOKEN = Instant.parse("2026-03-01T09:15:00Z");
    public static final Caller.Person BO = new Caller.Person("Bo Lind", new SmtpAddress("bo.lind@corp.example"));
    public static final Caller.Person SYSTEM = new Caller.Person("+4655512345",
            new SmtpAddress("voicemail@corp.example"));

    private SampleItems() {
    }

    /** A message of 14 s from Bo Lind, whose call is vouched for. */
    public static OutgoingItem voice(SmtpAddress owner, byte[] audio) {
        return new OutgoingItem(ItemKind.CALL_ANSWERING, new Caller("+4655512345", "LIND BO", Optional.of(BO)), BO,
                owner, "Voice Mail from Bo Lind (14 seconds)",
                "<html><body><p>You have a voice message.</p></body></html>", Importance.NORMAL, false, SPOKEN,
                Optional.of(Duration.ofMillis(14_200)), "a84b4c76e66710@pbx.corp.example",
                Optional.of(new AudioAttachment(new AttachmentName("Bo Lind (14 seconds) Voice Mail.mp3"), "audio/mp3",
                        AudioSource.of(audio))));
    }

    /** A missed call from a number without a person. */
    public static OutgoingItem missedCall(SmtpAddress owner) {
        return new OutgoingItem(ItemKind.MISSED_CALL, new Caller("+4655512345", "", Optional.empty()), SYSTEM, owner,
                "Missed Call from +4655512345", "<html><body>You missed a call.</body></html>", Importance.NORMAL,
                false, SPOKEN, Optional.empty(), "b1@pbx.corp.example", Optional.empty());
    }

    public static OutgoingItem spoken(OutgoingItem item, Instant when) {
        return new OutgoingItem(item.kind(), item.caller(), item.sender(), item.owner(), item.subject(),
                item.htmlBody(), item.importance(), item.privateMark(), when, item.duration(), item.callId(),
                item.audio());
    }

    public static OutgoingItem marked(OutgoingItem item, Importance importance, boolean privateMark) {
        return new OutgoingItem(item.kind(), item.caller(), item.sender(), item.owner(), item.subject(),
                item.htmlBody(), importance, privateMark, item.spoken(), item.duration(), item.callId(),
                item.audio());
    }

    /** The same in letters that are not ASCII, with everything XML and MIME trip over. */
    public static OutgoingItem inOtherLetters(OutgoingItem item) {
        Caller.Person person = new Caller.Person("Bö Łind 王 <🎤> & \"Söhne\"", BO.address());
        return new OutgoingItem(item.kind(), new Caller("+4655512345", "ŁIND ö", Optional.of(person)), person,
                item.owner(), "Sprachnachricht von Bö Łind 王 <🎤> & \"Söhne\"",
                "<html><body><p>Grüße, 王 &amp; 🎤</p></body></html>", item.importance(), item.privateMark(),
                item.spoken(), item.duration(), item.callId(),
                item.audio().map(a -> new AudioAttachment(new AttachmentName("Bö Łind 王 & Söhne.mp3"), a.contentType(),
                        a.source())));
    }

    /** Bytes that look like nothing; the same for the same seed. */
    public static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
