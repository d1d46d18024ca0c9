package org.voxpost.mailbox.pop3;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.eclipse.angus.mail.pop3.POP3Message;
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
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mime.StoredMime;
import org.voxpost.mailbox.mime.VoiceHeaders;

/** A mailbox over POP3. An item's id is its UIDL (RFC 1939, 7). */
final class Pop3Mailbox implements Mailbox {
    private final MailEndpoint endpoint;
    private final SmtpAddress owner;

    Pop3Mailbox(MailEndpoint endpoint, SmtpAddress owner) {
        this.endpoint = endpoint;
        this.owner = owner;
    }

    @Override
    public SmtpAddress owner() {
        return owner;
    }

    /** What is done in one session. */
    @FunctionalInterface
    private interface Work<T> {
        T in(Maildrop maildrop) throws MessagingException, IOException;
    }

    private synchronized <T> T session(String operation, Work<T> work) {
        try (Maildrop maildrop = Maildrop.open(endpoint, owner)) {
            return work.in(maildrop);
        } catch (MessagingException e) {
            throw Maildrop.unavailable(operation + " for " + owner, endpoint, e);
        } catch (IOException e) {
            throw new MailboxException.Unavailable(operation + " for " + owner, endpoint.peer(),
                    String.valueOf(e.getMessage()), Optional.empty(), e);
        }
    }

    /** Looks through the Inbox, which is all there is. */
    @Override
    public Optional<ItemId> find(DeliveryId id) {
        return session("find", maildrop -> {
            Message[] all = withIds(maildrop);
            for (int i = all.length - 1; i >= 0; i--) {
                if (headers(all[i]).messageId().equals(id.internetMessageId())) {
                    return Optional.of(itemId(maildrop, all[i]));
                }
            }
            return Optional.empty();
        });
    }

    /** UIDL for all of them at once. */
    private static Message[] withIds(Maildrop maildrop) throws MessagingException {
        Message[] all = maildrop.folder().getMessages();
        var ids = new FetchProfile();
        ids.add(UIDFolder.FetchProfileItem.UID);
        maildrop.folder().fetch(all, ids);
        return all;
    }

    private static ItemId itemId(Maildrop maildrop, Message message) throws MessagingException {
        return new ItemId(Pop3Provider.PROTOCOL, String.valueOf(maildrop.folder().getUID(message)));
    }

    /** By TOP, which costs one round trip for each message. */
    private static VoiceHeaders headers(Message message) throws MessagingException {
        var fields = new InternetHeaders();
        for (Header field : Collections.list(message.getAllHeaders())) {
            fields.addHeader(field.getName(), field.getValue());
        }
        if (message instanceof POP3Message forgettable) {
            forgettable.invalidate(true);
        }
        return new VoiceHeaders(fields);
    }

    @Override
    public List<ItemSummary> list(ItemQuery query) {
        if (query.folder() != WellKnownFolder.INBOX || query.limit() < 1) {
            return List.of();
        }
        Comparator<ItemSummary> oldestFirst = Comparator.comparing(ItemSummary::received);
        return session("list", maildrop -> {
            var newest = new PriorityQueue<>(oldestFirst);
            Message[] all = withIds(maildrop);
            int[] sizes = maildrop.folder().getSizes(); // LIST for all of them; one for each would be another round trip
            for (Message message : all) {
                int size = sizes[message.getMessageNumber() - 1];
                VoiceHeaders headers = headers(message);
                if (!query.voiceOnly() || headers.isVoice()) {
                    newest.add(headers.summary(itemId(maildrop, message), Optional.empty(), false, size));
                    if (newest.size() > query.limit()) {
                        newest.poll();
                    }
                }
            }
            return newest.stream().sorted(oldestFirst.reversed()).toList();
        });
    }

    private Message message(Maildrop maildrop, ItemId id) throws MessagingException {
        for (Message one : withIds(maildrop)) {
            if (itemId(maildrop, one).equals(id)) {
                return one;
            }
        }
        throw noSuchItem("no message has the UIDL '" + id.value() + "'");
    }

    private MailboxException.NoSuchItem noSuchItem(String why) {
        return new MailboxException.NoSuchItem("UIDL for " + owner, endpoint.peer(), why);
    }

    @Override
    public VoiceMessage read(ItemId id) {
        return session("read", maildrop -> {
            Message message = message(maildrop, id);
            int size = message.getSize();
            try (InputStream whole = whole(message)) {
                return StoredMime.read(whole, h -> h.summary(id, Optional.empty(), false, size));
            }
        });
    }

    /** Header and content as they came. */
    private static InputStream whole(Message message) throws MessagingException, IOException {
        var header = new java.io.ByteArrayOutputStream();
        for (Header field : Collections.list(message.getAllHeaders())) {
            header.writeBytes((field.getName() + ": " + field.getValue() + "\r\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        header.writeBytes(new byte[]{'\r', '\n'});
        return new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(header.toByteArray()),
                ((POP3Message) message).getRawInputStream());
    }

    @Override
    public AudioSource audio(ItemId id, AttachmentName name) {
        return new AudioSource() {
            @Override
            public long lengthBytes() {
                return -1; // only the whole message's size is known
            }

            @Override
            public InputStream open() throws IOException {
                return attachment(id, name);
            }
        };
    }

    /** Holds a session until it is closed. */
    private InputStream attachment(ItemId id, AttachmentName name) throws IOException {
        Maildrop maildrop = Maildrop.open(endpoint, owner);
        boolean handedOver = false;
        try {
            InputStream found = StoredMime.attachment(whole(message(maildrop, id)), name)
                    .orElseThrow(() -> noSuchItem("no attachment " + name));
            handedOver = true;
            return new FilterInputStream(found) {
                @Override
                public void close() throws IOException {
                    super.close();
                    maildrop.close();
                }
            };
        } catch (MessagingException e) {
            throw Maildrop.unavailable("RETR for " + owner, endpoint, e);
        } finally {
            if (!handedOver) {
                maildrop.close();
            }
        }
    }

    /** Deletes it for good, and looks whether it is gone: an answer to QUIT that got lost nobody is told of. */
    @Override
    public void delete(ItemId id) {
        session("delete", maildrop -> {
            message(maildrop, id).setFlag(Flags.Flag.DELETED, true);
            maildrop.quit();
            return true;
        });
        session("delete", maildrop -> {
            for (Message one : withIds(maildrop)) {
                if (itemId(maildrop, one).equals(id)) {
                    throw new MailboxException.Unavailable("DELE for " + owner, endpoint.peer(), "it is still there");
                }
            }
            return true;
        });
    }

    private static UnsupportedOperationException cannot(String what) {
        return new UnsupportedOperationException("POP3 cannot " + what);
    }

    @Override
    public ItemId deliver(OutgoingItem item, DeliveryId id) {
        throw cannot("deliver");
    }

    @Override
    public void mark(ItemId id, Flag flag, boolean set) {
        throw cannot("mark messages");
    }

    @Override
    public ItemId move(ItemId id, WellKnownFolder to) {
        throw cannot("move messages: it has one folder");
    }

    @Override
    public VoiceCounts counts() {
        throw cannot("tell heard from unheard");
    }

    @Override
    public void close() {
        // sessions end with their operation
    }
}
