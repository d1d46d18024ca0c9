package org.voxpost.service.spool;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.voxpost.mailbox.DeliveryId;

/** What a person can do with the spool, from the command line or by API; safe beside a running service. Blocks. */
public final class SpoolDesk {
    private final Spool spool;

    public SpoolDesk(Spool spool) {
        this.spool = spool;
    }

    /** Messages in one state, or all that are not delivered; oldest first. */
    public List<Delivery> list(Optional<DeliveryState> state, int limit) {
        return spool.database().read(handle -> handle.createQuery("""
                select * from delivery
                where case :state when '' then state <> 'DELIVERED' else state = :state end
                order by sequence limit :limit""")
                .bind("limit", limit).bind("state", state.map(DeliveryState::name).orElse(""))
                .map(DeliveryRows::read).list());
    }

    /**
     * One page of messages, newest first, also delivered ones that are still kept.
     *
     * @param mailbox address they are for; empty for all, compared without case
     * @param before only those accepted before that sequence
     */
    public List<Delivery> page(String mailbox, Optional<DeliveryState> state, long before, int limit) {
        return spool.database().read(handle -> handle.createQuery("""
                select * from delivery
                where (:mailbox = '' or lower(json_extract(envelope, '$.mailbox')) = lower(:mailbox))
                    and (:state = '' or state = :state) and sequence < :before
                order by sequence desc limit :limit""")
                .bind("mailbox", mailbox).bind("state", state.map(DeliveryState::name).orElse(""))
                .bind("before", before).bind("limit", limit).map(DeliveryRows::read).list());
    }

    public Optional<Delivery> show(DeliveryId id) {
        return spool.find(id);
    }

    /** Tries it again soon, also what is buried. */
    public Delivery retry(DeliveryId id) {
        return spool.retry(id);
    }

    /** Sets it aside. */
    public Delivery bury(DeliveryId id, String reason) {
        return spool.bury(id, reason);
    }

    /**
     * Writes {@code <id>.wav} as recorded, and {@code <id>.eml} with the same audio attached; a message without audio has
     * only the latter.
     *
     * @return the files written
     * @throws IOException if the audio is gone or a file cannot be written
     */
    public List<Path> export(DeliveryId id, Path directory) throws IOException {
        Delivery delivery = spool.find(id).orElseThrow(() -> new IOException("there is no message " + id));
        Files.createDirectories(directory);
        var written = new ArrayList<Path>();
        Optional<Path> wav = Optional.empty();
        if (delivery.audio().isPresent()) {
            wav = Optional.of(wav(delivery.audio().get(), directory.resolve(id + ".wav")));
            written.add(wav.get());
        }
        written.add(mail(delivery, wav, directory.resolve(id + ".eml")));
        return written;
    }

    private Path wav(Delivery.Audio audio, Path file) throws IOException {
        try (var in = spool.store().audio(audio.file())) {
            WavFile.write(file, audio.format(), audio.lengthBytes(), in);
        }
        return file;
    }

    /**
     * Writes the audio as recorded into a WAV file of the work directory, which the caller deletes.
     *
     * @return empty if there is no such message or it has no audio
     * @throws IOException if the audio is gone
     */
    public Optional<Path> audioFile(DeliveryId id) throws IOException {
        Optional<Delivery.Audio> audio = spool.find(id).flatMap(Delivery::audio);
        return audio.isEmpty() ? Optional.empty() : Optional.of(wav(audio.get(), workFile(".wav")));
    }

    /**
     * Writes the message as mail (RFC 5322) into a file of the work directory, which the caller deletes.
     *
     * @return empty if there is no such message
     * @throws IOException if its audio is gone
     */
    public Optional<Path> mailFile(DeliveryId id) throws IOException {
        Optional<Delivery> delivery = spool.find(id);
        if (delivery.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> wav = audioFile(id);
        try {
            return Optional.of(mail(delivery.get(), wav, workFile(".eml")));
        } finally {
            if (wav.isPresent()) {
                Files.deleteIfExists(wav.get());
            }
        }
    }

    private Path workFile(String ending) {
        return spool.store().workFile("fetch-" + UUID.randomUUID() + ending);
    }

    private static Path mail(Delivery delivery, Optional<Path> wav, Path file) throws IOException {
        var text = new ItemText(delivery.envelope().language());
        Optional<java.time.Duration> length = delivery.audio().map(Delivery.Audio::length);
        try {
            var message = new MimeMessage(Session.getInstance(new Properties())) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", delivery.id().internetMessageId());
                }
            };
            String sender = delivery.envelope().caller().person().map(p -> p.address().value())
                    .orElse(delivery.envelope().mailbox().value());
            message.setFrom(new InternetAddress(sender, text.label(delivery.envelope().caller()),
                    StandardCharsets.UTF_8.name()));
            message.setRecipients(jakarta.mail.Message.RecipientType.TO, delivery.envelope().mailbox().value());
            message.setSubject(text.subject(delivery, length), StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(delivery.envelope().started()));
            var parts = new MimeMultipart();
            var body = new MimeBodyPart();
            body.setContent(text.body(delivery, length), "text/html; charset=utf-8");
            parts.addBodyPart(body);
            if (wav.isPresent()) {
                var audio = new MimeBodyPart();
                audio.attachFile(wav.get().toFile(), "audio/wav", "base64");
                audio.setFileName(delivery.id() + ".wav");
                parts.addBodyPart(audio);
            }
            message.setContent(parts);
            message.saveChanges();
            try (var out = Files.newOutputStream(file)) {
                message.writeTo(out);
            }
            return file;
        } catch (MessagingException e) {
            throw new IOException("the message " + delivery.id() + " cannot be written as mail: " + e.getMessage(), e);
        }
    }

    /**
     * Takes recordings of another state directory, for example of a machine that is gone, into this spool: those whose
     * message is not known here. They are asked for before they are created, as they may have been delivered.
     *
     * @param directory the state directory or the audio directory in it
     * @return the messages taken
     */
    public List<Delivery> adopt(Path directory) throws IOException {
        Path audio = directory.resolve("audio");
        return new Adoption(spool).from(Files.isDirectory(audio) ? audio : directory);
    }
}
