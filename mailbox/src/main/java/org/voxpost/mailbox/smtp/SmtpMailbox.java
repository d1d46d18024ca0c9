package org.voxpost.mailbox.smtp;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceCounts;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mime.MimeItem;

/** A mailbox to which messages can be sent. */
final class SmtpMailbox implements Mailbox {
    private final SmtpSettings settings;
    private final SmtpAddress owner;

    SmtpMailbox(SmtpSettings settings, SmtpAddress owner) {
        this.settings = settings;
        this.owner = owner;
    }

    @Override
    public SmtpAddress owner() {
        return owner;
    }

    /** @return the Message-ID; by it the message cannot be asked for over SMTP */
    @Override
    public ItemId deliver(OutgoingItem item, DeliveryId id) {
        MailEndpoint endpoint = settings.endpoint();
        MimeItem mime = MimeItem.of(item, id);
        String from = settings.envelopeSender().orElse(item.sender().address()).value();
        var reached = new EndOfMessage();
        try (var transport = new Submission(session(endpoint, from), endpoint, reached)) {
            transport.connect(endpoint.host(), endpoint.port(), user(endpoint), secret(endpoint));
            transport.sendMessage(mime.message(), new Address[]{new InternetAddress(owner.value())});
            return new ItemId(SmtpProvider.PROTOCOL, id.internetMessageId());
        } catch (AddressException e) {
            throw new MailboxException.MessageRefused(operation(), endpoint.peer(), "the address cannot be written");
        } catch (AuthenticationFailedException e) {
            if (endpoint.account() instanceof Account.Bearer b) {
                b.token().renew(); // the next attempt asks for another
            }
            throw new MailboxException.AccountRejected(operation(), endpoint.peer(), SmtpErrors.answer(e));
        } catch (MessagingException e) {
            throw SmtpErrors.exception(operation(), endpoint.peer(), e, reached.sentAt);
        }
    }

    private String operation() {
        return "submission for " + owner;
    }

    private @org.jspecify.annotations.Nullable String user(MailEndpoint endpoint) {
        return endpoint.account() instanceof Account.Anonymous ? null : endpoint.user(owner);
    }

    private static @org.jspecify.annotations.Nullable String secret(MailEndpoint endpoint) {
        return endpoint.account() instanceof Account.Anonymous ? null : endpoint.secret();
    }

    private static Session session(MailEndpoint endpoint, String from) {
        Properties properties = endpoint.properties("smtp", endpoint.tls());
        properties.put("mail.smtp.from", from);
        properties.put("mail.smtp.auth", String.valueOf(!(endpoint.account() instanceof Account.Anonymous)));
        properties.put("mail.smtp.auth.mechanisms", endpoint.mechanisms("PLAIN LOGIN"));
        properties.put("mail.smtp.writetimeout", String.valueOf(endpoint.responseTimeout().toMillis()));
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.sendpartial", "false");
        properties.put("mail.smtp.dsn.notify", "FAILURE"); // told to the envelope's sender, by servers that announce DSN (RFC 3461)
        properties.put("mail.smtp.dsn.ret", "HDRS");
        return Session.getInstance(properties);
    }

    /** When the message's end was sent: from then on it may have been taken. */
    private static final class EndOfMessage {
        private Optional<Instant> sentAt = Optional.empty();
    }

    /** Notes the end of the message. */
    private static final class Submission extends SMTPTransport {
        private final EndOfMessage reached;

        Submission(Session session, MailEndpoint endpoint, EndOfMessage reached) {
            super(session, new URLName("smtp", endpoint.host(), endpoint.port(), null, null, null), "smtp",
                    endpoint.security() == org.voxpost.mailbox.mail.MailSecurity.TLS);
            this.reached = reached;
        }

        @Override
        protected void finishData() throws java.io.IOException, MessagingException {
            reached.sentAt = Optional.of(Instant.now());
            super.finishData();
        }
    }

    private static UnsupportedOperationException onlyDelivers() {
        return new UnsupportedOperationException("SMTP delivers and can do nothing else");
    }

    @Override
    public Optional<ItemId> find(DeliveryId id) {
        throw onlyDelivers();
    }

    @Override
    public List<ItemSummary> list(ItemQuery query) {
        throw onlyDelivers();
    }

    @Override
    public VoiceMessage read(ItemId id) {
        throw onlyDelivers();
    }

    @Override
    public AudioSource audio(ItemId id, AttachmentName name) {
        throw onlyDelivers();
    }

    @Override
    public void mark(ItemId id, Flag flag, boolean set) {
        throw onlyDelivers();
    }

    @Override
    public ItemId move(ItemId id, WellKnownFolder to) {
        throw onlyDelivers();
    }

    @Override
    public void delete(ItemId id) {
        throw onlyDelivers();
    }

    @Override
    public VoiceCounts counts() {
        throw onlyDelivers();
    }

    @Override
    public void close() {
        // nothing is open between messages
    }
}
