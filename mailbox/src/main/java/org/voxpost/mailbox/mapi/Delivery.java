package org.voxpost.mailbox.mapi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.wire.rop.CommitStream;
import org.voxpost.mailbox.wire.rop.CreateAttachment;
import org.voxpost.mailbox.wire.rop.CreateMessage;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.ModifyRecipients;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenMessage;
import org.voxpost.mailbox.wire.rop.OpenStream;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.RecipientRow;
import org.voxpost.mailbox.wire.rop.Release;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.RopBuffer;
import org.voxpost.mailbox.wire.rop.SaveChangesAttachment;
import org.voxpost.mailbox.wire.rop.SaveChangesMessage;
import org.voxpost.mailbox.wire.rop.SetProperties;
import org.voxpost.mailbox.wire.rop.SpecialFolder;
import org.voxpost.mailbox.wire.rop.WriteStream;

/**
 * Writes one item into the Inbox: message and attachment made (1 request), the audio written in pieces (1 for each
 * 31 kB), stream committed and attachment saved (1), message saved (1). It is not there before the last one, so that it is
 * never seen half-made and a break before is no doubt.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** Bytes of one WriteStream; with ROP, handles and header it stays below 32 KB. */
    static final int PIECE = 31 * 1024;
    private static final int LONGEST_INLINE_BODY = 8 * 1024;
    private static final Set<PropertyTag> ESSENTIAL = Set.of(PidTag.MESSAGE_CLASS, PidTag.MESSAGE_FLAGS,
            PidTag.INTERNET_MESSAGE_ID);

    private final RopSession session;
    private final OutgoingItem item;
    private int message = RopBuffer.NO_HANDLE;
    private int attachment = RopBuffer.NO_HANDLE;
    private int stream = RopBuffer.NO_HANDLE;

    Delivery(RopSession session, OutgoingItem item) {
        this.session = session;
        this.item = item;
    }

    /**
     * @param id becomes its InternetMessageId
     * @throws UncheckedIOException if the recording cannot be read
     */
    StoredId run(DeliveryId id, Optional<PropertyTag> callbackNumber, OwnerStore.Commit commit) {
        byte[] html = ItemProperties.html(item);
        try {
            create(ItemProperties.ofMessage(item, id, callbackNumber), html);
            if (html.length > LONGEST_INLINE_BODY) {
                writeBody(html);
            }
            if (item.audio().isPresent()) {
                writeAudio(item.audio().get());
            }
            return save(commit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            List.of(stream, attachment, message).forEach(session::releaseHandle);
        }
    }

    private void create(List<PropertyValue> properties, byte[] html) {
        var values = new ArrayList<>(properties);
        if (html.length <= LONGEST_INLINE_BODY) {
            values.add(new PropertyValue(PidTag.HTML, html));
        }
        RopBatch batch = session.batch();
        int slot = batch.open();
        var all = new ArrayList<RopBatch.Asked<?>>();
        all.add(batch.add(new CreateMessage(RopSession.LOGON, slot, OpenMessage.CODE_PAGE_OF_LOGON,
                session.folder(SpecialFolder.INBOX), false)));
        var set = batch.add(new SetProperties(slot, values));
        String owner = item.owner().value();
        all.add(batch.add(new ModifyRecipients(slot, List.of(), List.of(new ModifyRecipients.Row(0,
                ModifyRecipients.TO, Optional.of(RecipientRow.smtp(owner, owner)))))));
        int attachmentSlot = batch.open();
        int streamSlot = batch.open();
        item.audio().ifPresent(audio -> {
            all.add(batch.add(new CreateAttachment(slot, attachmentSlot)));
            all.add(batch.add(new SetProperties(attachmentSlot, ItemProperties.ofAttachment(audio))));
            all.add(batch
                    .add(new OpenStream(attachmentSlot, streamSlot, PidTag.ATTACH_DATA_BINARY, OpenStream.CREATE)));
        });
        session.run(batch);
        message = batch.handle(slot);
        attachment = batch.handle(attachmentSlot);
        stream = batch.handle(streamSlot);
        all.forEach(RopBatch.Asked::get);
        check(set.get());
    }

    /** A store may refuse a property and take the rest; without some of them it is another message. */
    private static void check(Rop.Problems problems) {
        for (Rop.PropertyProblem problem : problems.problems()) {
            if (ESSENTIAL.contains(problem.tag())) {
                throw new RopFailed("RopSetProperties", problem.errorCode(), problem.tag().toString(),
                        Optional.empty());
            }
            LOG.debug("The store does not take {}: {}", problem.tag(), ErrorCode.describe(problem.errorCode()));
        }
    }

    private void writeAudio(OutgoingItem.AudioAttachment audio) throws IOException {
        try (InputStream in = audio.source().open()) {
            write(stream, in);
        }
        RopBatch batch = session.batch();
        int streamSlot = batch.slot(stream);
        var committed = batch.add(new CommitStream(streamSlot));
        batch.add(new Release(streamSlot));
        var saved = batch.add(new SaveChangesAttachment(batch.slot(message), batch.slot(attachment),
                SaveChangesMessage.KEEP_OPEN_READ_WRITE));
        session.run(batch);
        stream = RopBuffer.NO_HANDLE;
        committed.get();
        saved.get();
    }

    private void writeBody(byte[] html) throws IOException {
        RopBatch batch = session.batch();
        int slot = batch.open();
        var opened = batch.add(new OpenStream(batch.slot(message), slot, PidTag.HTML, OpenStream.CREATE));
        session.run(batch);
        opened.get();
        int body = batch.handle(slot);
        write(body, new ByteArrayInputStream(html));
        RopBatch end = session.batch();
        int endSlot = end.slot(body);
        var committed = end.add(new CommitStream(endSlot));
        end.add(new Release(endSlot));
        session.run(end);
        committed.get();
    }

    private void write(int to, InputStream in) throws IOException {
        for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
            RopBatch batch = session.batch();
            var written = batch.add(new WriteStream(batch.slot(to), piece));
            session.run(batch);
            check(written.get(), piece);
        }
    }

    private static void check(WriteStream.Reply written, byte[] piece) {
        if (written.written() != piece.length) {
            throw new RopFailed("RopWriteStream", ErrorCode.TOO_BIG,
                    "took " + written.written() + " of " + piece.length + " bytes", Optional.empty());
        }
    }

    private StoredId save(OwnerStore.Commit commit) {
        RopBatch batch = session.batch();
        var saved = batch.add(new SaveChangesMessage(RopSession.LOGON, batch.slot(message),
                SaveChangesMessage.KEEP_OPEN_READ_WRITE));
        commit.begins();
        session.run(batch);
        ObjectId id = saved.get().message();
        return new StoredId(session.folder(SpecialFolder.INBOX), id);
    }
}
