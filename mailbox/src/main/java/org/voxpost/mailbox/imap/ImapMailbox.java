package org.voxpost.mailbox.imap;

import jakarta.mail.Flags;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.Literal;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.AppendUID;
import org.eclipse.angus.mail.imap.CopyUID;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.BODYSTRUCTURE;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
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
import org.voxpost.mailbox.mime.HtmlText;
import org.voxpost.mailbox.mime.MimeItem;
import org.voxpost.mailbox.mime.MimePart;
import org.voxpost.mailbox.mime.StoredMime;
import org.voxpost.mailbox.mime.VoiceTally;

/** A mailbox over IMAP. */
final class ImapMailbox implements Mailbox {
    private static final String INBOX = "INBOX";
    private static final int LONGEST_TEXT = 256 << 10;

    private final ImapConnections connections;
    private final ImapSettings settings;
    private final SmtpAddress owner;
    private final ReentrantLock order = new ReentrantLock(true);

    ImapMailbox(ImapConnections connections, ImapSettings settings, SmtpAddress owner) {
        this.connections = connections;
        this.settings = settings;
        this.owner = owner;
    }

    @Override
    public SmtpAddress owner() {
        return owner;
    }

    /** What is said over one connection. */
    @FunctionalInterface
    private interface Exchange<T> {
        T on(ImapConnection connection) throws ProtocolException;
    }

    private <T> T inOrder(String operation, Exchange<T> exchange) {
        order.lock();
        try {
            ImapConnection connection = connections.take(owner);
            return over(connection, operation, exchange, true);
        } finally {
            order.unlock();
        }
    }

    private <T> T over(ImapConnection connection, String operation, Exchange<T> exchange, boolean release) {
        boolean usable = false;
        try {
            T result = exchange.on(connection);
            usable = release;
            return result;
        } catch (ConnectionException e) {
            connection.close();
            throw ImapErrors.command(operation + " for " + owner, connections.peer(), e);
        } catch (ProtocolException e) {
            usable = true;
            throw ImapErrors.command(operation + " for " + owner, connections.peer(), e);
        } catch (MailboxException.NoSuchItem e) {
            usable = true;
            throw e;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        } finally {
            if (usable) {
                connections.release(owner, connection);
            }
        }
    }

    @Override
    public ItemId deliver(OutgoingItem item, DeliveryId id) {
        MimeItem mime = MimeItem.of(item, id);
        Literal literal = literal(mime);
        return inOrder("APPEND", connection -> {
            Instant sent = Instant.now();
            try {
                AppendUID where = connection.appenduid(INBOX, new Flags(), Date.from(item.spoken()), literal);
                return where == null
                        ? find(connection, id).orElseThrow(() -> new MailboxException.OutcomeUnknown("APPEND for "
                                + owner, connections.peer(), "taken, but it is not in any folder", sent, null))
                        : new MessageId(where.uidvalidity, where.uid, INBOX).toItemId();
            } catch (ConnectionException e) {
                connection.close();
                throw new MailboxException.OutcomeUnknown("APPEND for " + owner, connections.peer(),
                        ImapErrors.answer(e), sent, e);
            }
        });
    }

    private Literal literal(MimeItem mime) {
        try {
            int length = Math.toIntExact(mime.lengthBytes());
            return new Literal() {
                @Override
                public int size() {
                    return length;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    mime.writeTo(out);
                }
            };
        } catch (ArithmeticException e) {
            throw new MailboxException.MessageTooLarge("APPEND for " + owner, connections.peer(), "more than 2 GB", 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the recording cannot be read", e);
        }
    }

    @Override
    public Optional<ItemId> find(DeliveryId id) {
        return inOrder("find", connection -> find(connection, id));
    }

    private Optional<ItemId> find(ImapConnection connection, DeliveryId id) throws ProtocolException {
        return new Lookup(connection, new Folders(settings.folders(), connection)).find(id.internetMessageId())
                .map(MessageId::toItemId);
    }

    @Override
    public List<ItemSummary> list(ItemQuery query) {
        Comparator<ItemSummary> oldestFirst = Comparator.comparing(ItemSummary::received);
        return inOrder("list", connection -> {
            Optional<String> folder = new Folders(settings.folders(), connection).existing(query.folder());
            if (folder.isEmpty() || query.limit() < 1) {
                return List.of();
            }
            var newest = new PriorityQueue<>(oldestFirst);
            Scan.folder(connection, folder.get(), found -> {
                boolean wanted = (!query.voiceOnly() || found.headers().isVoice())
                        && (!query.unreadOnly() || !found.summary().read());
                if (wanted) {
                    newest.add(found.summary());
                    if (newest.size() > query.limit()) {
                        newest.poll();
                    }
                }
            });
            return newest.stream().sorted(oldestFirst.reversed()).toList();
        });
    }

    @Override
    public VoiceMessage read(ItemId id) {
        return inOrder("read", connection -> {
            MessageId message = selected(connection, id, true);
            FetchResponse fetched = fetched(connection, message, Scan.ITEMS + " BODYSTRUCTURE");
            Scan.Found found = Scan.found(fetched, message.validity(), message.folder())
                    .orElseThrow(() -> noSuchItem("the server does not give its header"));
            List<BodyPart> parts = parts(fetched);
            return StoredMime.message(found.headers(), found.summary(), text(connection, message, parts),
                    BodyPart.attachments(parts).stream().map(BodyPart.Attached::facts).toList());
        });
    }

    /** Selects the item's folder. */
    private MessageId selected(ImapConnection connection, ItemId id, boolean onlyLook) throws ProtocolException {
        MessageId message = MessageId.of(id).orElseThrow(() -> noSuchItem("'" + id.value() + "' is no id of IMAP"));
        MailboxInfo info;
        try {
            info = onlyLook ? connection.look(message.folder()) : connection.select(message.folder());
        } catch (org.eclipse.angus.mail.iap.CommandFailedException gone) {
            throw noSuchItem(ImapErrors.answer(gone));
        }
        if (info.uidvalidity != message.validity()) {
            throw noSuchItem("the folder's UIDVALIDITY is " + info.uidvalidity);
        }
        return message;
    }

    private FetchResponse fetched(ImapConnection connection, MessageId message, String items)
            throws ProtocolException {
        return connection.fetch(true, String.valueOf(message.uid()), items).stream().filter(r -> r.getItem(
                org.eclipse.angus.mail.imap.protocol.UID.class) != null).findFirst()
                .orElseThrow(() -> noSuchItem("no message has this UID"));
    }

    private MailboxException.NoSuchItem noSuchItem(String why) {
        return new MailboxException.NoSuchItem("fetch for " + owner, connections.peer(), why);
    }

    private static List<BodyPart> parts(FetchResponse fetched) {
        BODYSTRUCTURE structure = fetched.getItem(BODYSTRUCTURE.class);
        return structure == null ? List.of() : BodyPart.of(structure);
    }

    private static String text(ImapConnection connection, MessageId message, List<BodyPart> parts)
            throws ProtocolException {
        Optional<BodyPart> plain = parts.stream().filter(p -> p.isText() && !p.contentType().equals("text/html"))
                .findFirst();
        Optional<BodyPart> html = parts.stream().filter(p -> p.isText() && p.contentType().equals("text/html"))
                .findFirst();
        if (plain.isPresent()) {
            return text(connection, message, plain.get()).strip();
        }
        return html.isPresent() ? HtmlText.of(text(connection, message, html.get())) : "";
    }

    private static String text(ImapConnection connection, MessageId message, BodyPart part) throws ProtocolException {
        String items = "BODY.PEEK[" + part.section() + "]<0." + LONGEST_TEXT + ">";
        for (FetchResponse one : connection.fetch(true, String.valueOf(message.uid()), items)) {
            BODY body = one.getItem(BODY.class);
            if (body != null && body.getByteArray() != null) {
                try (InputStream in = MimePart.decoded(body.getByteArrayInputStream(), part.encoding())) {
                    return new String(in.readNBytes(LONGEST_TEXT), StoredMime.charset(part.charset()));
                } catch (IOException cutInsideAGroup) {
                    return "";
                }
            }
        }
        return "";
    }

    @Override
    public AudioSource audio(ItemId id, AttachmentName name) {
        BodyPart part = inOrder("audio", connection -> BodyPart
                .attachments(parts(fetched(connection, selected(connection, id, true), "UID BODYSTRUCTURE")))
                .stream().filter(a -> a.facts().name().value().equalsIgnoreCase(name.value())).findFirst()
                .orElseThrow(() -> noSuchItem("no attachment " + name)).part());
        return new AudioSource() {
            @Override
            public long lengthBytes() {
                return -1; // BODYSTRUCTURE counts encoded bytes, and Exchange estimates even those
            }

            @Override
            public InputStream open() {
                return content(id, part);
            }
        };
    }

    /** Holds a connection of its own until it is closed. */
    private InputStream content(ItemId id, BodyPart part) {
        ImapConnection connection = connections.take(owner);
        long uid = over(connection, "audio", c -> selected(c, id, true).uid(), false);
        InputStream raw = new PartContent(connection, uid, part.section(),
                () -> connections.release(owner, connection));
        return new FilterInputStream(MimePart.decoded(raw, part.encoding())) {
            @Override
            public void close() throws IOException {
                raw.close();
            }
        };
    }

    @Override
    public void mark(ItemId id, Flag flag, boolean set) {
        inOrder("mark", connection -> {
            MessageId message = selected(connection, id, false);
            fetched(connection, message, "UID");
            connection.flag(message.uid(), "\\Seen", set);
            return true;
        });
    }

    @Override
    public ItemId move(ItemId id, WellKnownFolder to) {
        return inOrder("move", connection -> moved(connection, id,
                new Folders(settings.folders(), connection).of(to)).toItemId());
    }

    private MessageId moved(ImapConnection connection, ItemId id, String folder) throws ProtocolException {
        MessageId message = selected(connection, id, false);
        String messageId = Scan.found(fetched(connection, message, Scan.ITEMS), message.validity(), message.folder())
                .map(f -> f.headers().messageId()).orElse("");
        Optional<CopyUID> copied = connection.moveTo(folder, message.uid());
        if (copied.isPresent() && copied.get().dst != null && copied.get().dst.length > 0) {
            return new MessageId(copied.get().uidvalidity, copied.get().dst[0].start, folder);
        }
        return new Lookup(connection, new Folders(settings.folders(), connection)).in(folder, messageId)
                .orElseThrow(() -> noSuchItem("moved to " + folder + ", where it is not found"));
    }

    @Override
    public void delete(ItemId id) {
        inOrder("delete", connection -> {
            Optional<String> trash = new Folders(settings.folders(), connection)
                    .existing(WellKnownFolder.DELETED_ITEMS);
            boolean there = MessageId.of(id).map(m -> trash.filter(m.folder()::equals).isPresent()).orElse(false);
            if (trash.isPresent() && !there) {
                moved(connection, id, trash.get());
            } else {
                MessageId message = selected(connection, id, false);
                fetched(connection, message, "UID");
                connection.remove(message.uid());
            }
            return true;
        });
    }

    @Override
    public VoiceCounts counts() {
        return inOrder("counts", connection -> {
            var tally = new VoiceTally();
            Scan.folder(connection, INBOX, found -> {
                if (found.headers().isVoice()) {
                    tally.add(found.summary());
                }
            });
            return tally.counts();
        });
    }

    @Override
    public void close() {
        // the connections belong to the server
    }
}
