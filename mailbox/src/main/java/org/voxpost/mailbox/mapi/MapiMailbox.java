package org.voxpost.mailbox.mapi;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceCounts;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenAttachment;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.OpenMessage;
import org.voxpost.mailbox.wire.rop.OpenStream;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.Restriction;
import org.voxpost.mailbox.wire.rop.SetReadFlags;
import org.voxpost.mailbox.wire.rop.SpecialFolder;

/** A mailbox by ROPs. */
final class MapiMailbox implements Mailbox {
    private static final List<PropertyTag> COUNTED = List.of(PidTag.MESSAGE_CLASS, PidTag.MESSAGE_FLAGS,
            PidTag.IMPORTANCE);

    private final String protocol;
    private final OwnerStore store;

    MapiMailbox(String protocol, OwnerStore store) {
        this.protocol = protocol;
        this.store = store;
    }

    @Override
    public SmtpAddress owner() {
        return store.owner();
    }

    @Override
    public ItemId deliver(OutgoingItem item, DeliveryId id) {
        try {
            return store.perform("Deliver", (session, commit) -> new Delivery(session, item)
                    .run(id, store.named().callbackNumber(), commit)
                    .lasting(session, protocol));
        } catch (UncheckedIOException unreadable) {
            throw new MailboxException.Unavailable("Deliver for " + owner(), store.peer(),
                    "the recording cannot be read: " + unreadable.getMessage(), Optional.empty(), unreadable);
        }
    }

    @Override
    public Optional<ItemId> find(DeliveryId id) {
        Restriction wanted = Restriction.Property.equal(PidTag.INTERNET_MESSAGE_ID, id.internetMessageId());
        return store.perform("Find", (session, commit) -> {
            List<ObjectId> likely = List.of(session.folder(SpecialFolder.INBOX),
                    session.folder(SpecialFolder.DELETED_ITEMS));
            return new Search(session, wanted).inAll(likely).map(found -> found.lasting(session, protocol));
        });
    }

    @Override
    public List<ItemSummary> list(ItemQuery query) {
        return store.perform("List", (session, commit) -> new Folders(session).existing(query.folder())
                .map(folder -> list(session, folder, query))
                .orElse(List.of()));
    }

    private List<ItemSummary> list(RopSession session, ObjectId folder, ItemQuery query) {
        var conditions = new ArrayList<Restriction>();
        if (query.voiceOnly()) {
            conditions.add(Conditions.VOICE);
        }
        if (query.unreadOnly()) {
            conditions.add(Conditions.UNREAD);
        }
        Optional<Restriction> restriction = conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Restriction.And(conditions));
        List<PropertyRow> rows = Tables.newestFirst(session, folder, Columns.SUMMARY, restriction,
                row -> !query.voiceOnly() || isVoice(row), query.limit());
        return rows.stream()
                .flatMap(row -> row.objectId(PidTag.MID)
                        .map(id -> Columns.summary(new StoredId(folder, id).lasting(session, protocol), row))
                        .stream())
                .toList();
    }

    private static boolean isVoice(PropertyRow row) {
        return ItemKind.isVoice(row.text(PidTag.MESSAGE_CLASS));
    }

    @Override
    public VoiceMessage read(ItemId id) {
        return store.perform("Read",
                (session, commit) -> OpenedItem.read(session, StoredId.of(session, protocol, id)).message(id));
    }

    @Override
    public AudioSource audio(ItemId id, AttachmentName name) {
        return store.perform("Audio", (session, commit) -> {
            StoredId where = StoredId.of(session, protocol, id);
            int number = OpenedItem.read(session, where).attachments().stream()
                    .filter(one -> one.facts().name().value().equalsIgnoreCase(name.value()))
                    .findFirst()
                    .orElseThrow(() -> new RopFailed("RopOpenAttachment", ErrorCode.NOT_FOUND, name.value(),
                            Optional.empty()))
                    .number();
            long bytes = lengthBytes(session, where, number);
            return new AudioSource() {
                @Override
                public long lengthBytes() {
                    return bytes;
                }

                @Override
                public InputStream open() {
                    return new AudioStream(store, protocol, id, number);
                }
            };
        });
    }

    private static long lengthBytes(RopSession session, StoredId where, int number) {
        RopBatch batch = session.batch();
        int message = batch.open();
        int attachment = batch.open();
        int stream = batch.open();
        batch.add(OpenMessage.toRead(RopSession.LOGON, message, where.folder(), where.message()));
        batch.add(new OpenAttachment(message, attachment, 0, number));
        var opened = batch.add(new OpenStream(attachment, stream, PidTag.ATTACH_DATA_BINARY, OpenStream.READ_ONLY));
        session.run(batch);
        session.release(batch, stream, attachment, message);
        return opened.get().bytes();
    }

    @Override
    public void mark(ItemId id, Flag flag, boolean set) {
        store.perform("Mark", (session, commit) -> {
            StoredId where = StoredId.of(session, protocol, id);
            RopBatch batch = session.batch();
            int folder = batch.open();
            int message = batch.open();
            batch.add(new OpenFolder(RopSession.LOGON, folder, where.folder(), 0));
            var exists = batch.add(OpenMessage.toRead(folder, message, where.folder(), where.message()));
            var marked = batch.add(new SetReadFlags(folder, set ? SetReadFlags.READ : SetReadFlags.UNREAD,
                    List.of(where.message())));
            session.run(batch);
            session.release(batch, message, folder);
            exists.get();
            return marked.get();
        });
    }

    @Override
    public ItemId move(ItemId id, WellKnownFolder to) {
        return store.perform("Move", (session, commit) -> {
            StoredId from = StoredId.of(session, protocol, id);
            ObjectId destination = new Folders(session).of(to);
            return new Transfer(session).move(from, destination, commit).lasting(session, protocol);
        });
    }

    @Override
    public void delete(ItemId id) {
        store.perform("Delete", (session, commit) -> {
            StoredId where = StoredId.of(session, protocol, id);
            new Transfer(session).delete(where, commit);
            return where;
        });
    }

    @Override
    public VoiceCounts counts() {
        return store.perform("Counts", (session, commit) -> {
            List<PropertyRow> rows = Tables.newestFirst(session, session.folder(SpecialFolder.INBOX), COUNTED,
                    Optional.of(Conditions.VOICE), MapiMailbox::isVoice, Integer.MAX_VALUE);
            int unheard = 0;
            int urgentUnheard = 0;
            int urgent = 0;
            for (PropertyRow row : rows) {
                boolean isUrgent = Columns.importance(row) == Importance.HIGH;
                unheard += Columns.read(row) ? 0 : 1;
                urgent += isUrgent ? 1 : 0;
                urgentUnheard += isUrgent && !Columns.read(row) ? 1 : 0;
            }
            return new VoiceCounts(unheard, rows.size() - unheard, urgentUnheard, urgent - urgentUnheard);
        });
    }

    @Override
    public void close() {
        // the session belongs to the server, which ends it when it rests
    }
}
