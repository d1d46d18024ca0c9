package org.voxpost.mailbox.mapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.PlayingOrder;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.mime.HtmlText;
import org.voxpost.mailbox.wire.rop.GetAttachmentTable;
import org.voxpost.mailbox.wire.rop.GetPropertiesSpecific;
import org.voxpost.mailbox.wire.rop.OpenMessage;
import org.voxpost.mailbox.wire.rop.OpenStream;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.QueryRows;
import org.voxpost.mailbox.wire.rop.ReadStream;
import org.voxpost.mailbox.wire.rop.SetColumns;

/** A message that was opened to be read: its properties and attachments in one request, a long body in more. */
final class OpenedItem {
    private static final List<PropertyTag> PROPERTIES = properties();
    private static final List<PropertyTag> ATTACHMENT = List.of(PidTag.ATTACH_NUMBER, PidTag.ATTACH_LONG_FILENAME,
            PidTag.ATTACH_FILENAME, PidTag.ATTACH_MIME_TAG, PidTag.ATTACH_SIZE, PidTag.ATTACH_METHOD);
    private static final int MOST_ATTACHMENTS = 200;
    private static final int LONGEST_BODY = 1 << 20;
    private static final int LONGEST_NAME = 255;
    private static final int BY_VALUE = 1;

    /** @param number PidTagAttachNumber */
    record Attachment(int number, VoiceMessage.Attachment facts) {
    }

    private final PropertyRow row;
    private final List<Attachment> attachments;
    private final String text;

    private OpenedItem(PropertyRow row, List<Attachment> attachments, String text) {
        this.row = row;
        this.attachments = attachments;
        this.text = text;
    }

    private static List<PropertyTag> properties() {
        var tags = new ArrayList<>(Columns.SUMMARY);
        tags.addAll(List.of(PidTag.CALL_ID, PidTag.VOICE_MESSAGE_ATTACHMENT_ORDER, PidTag.INTERNET_MESSAGE_ID,
                PidTag.BODY, PidTag.HTML));
        return tags;
    }

    /** @throws RopFailed with ecNotFound if it is not there */
    static OpenedItem read(RopSession session, StoredId id) {
        RopBatch batch = session.batch();
        int message = batch.open();
        int table = batch.open();
        var opened = batch.add(OpenMessage.toRead(RopSession.LOGON, message, id.folder(), id.message()));
        var values = batch.add(new GetPropertiesSpecific(message, 0, true, PROPERTIES));
        batch.add(new GetAttachmentTable(message, table, GetAttachmentTable.UNICODE));
        batch.add(new SetColumns(table, ATTACHMENT));
        var rows = batch.add(new QueryRows(table, 0, true, MOST_ATTACHMENTS, ATTACHMENT));
        session.run(batch);
        try {
            opened.get();
            PropertyRow row = values.get();
            return new OpenedItem(row, attachments(session, batch.handle(table), rows.get()),
                    text(session, batch.handle(message), row));
        } finally {
            session.release(batch, table, message);
        }
    }

    private static List<Attachment> attachments(RopSession session, int table, QueryRows.Reply first) {
        var rows = new ArrayList<>(first.rows());
        boolean end = first.atEnd();
        while (!end && rows.size() < MOST_ATTACHMENTS) {
            List<QueryRows.Reply> page = Tables.next(session, table, ATTACHMENT, MOST_ATTACHMENTS - rows.size());
            page.forEach(reply -> rows.addAll(reply.rows()));
            end = page.getLast().atEnd();
        }
        return rows.stream().filter(OpenedItem::isFile).map(OpenedItem::attachment).toList();
    }

    private static boolean isFile(PropertyRow row) {
        return row.int32(PidTag.ATTACH_METHOD).orElse(BY_VALUE) == BY_VALUE;
    }

    private static Attachment attachment(PropertyRow row) {
        String longName = row.text(PidTag.ATTACH_LONG_FILENAME);
        String name = longName.isEmpty() ? row.text(PidTag.ATTACH_FILENAME) : longName;
        return new Attachment(row.int32(PidTag.ATTACH_NUMBER).orElse(0),
                new VoiceMessage.Attachment(new AttachmentName(speakable(name)), row.text(PidTag.ATTACH_MIME_TAG),
                        row.int32(PidTag.ATTACH_SIZE).map(Integer::toUnsignedLong).orElse(-1L)));
    }

    /** Other programs' attachments may have names that ours cannot. */
    private static String speakable(String name) {
        String clean = name.replaceAll("[\\p{Cntrl};/\\\\]", "_");
        return clean.isBlank() ? "_" : clean.substring(0, Math.min(LONGEST_NAME, clean.length()));
    }

    private static String text(RopSession session, int message, PropertyRow row) {
        if (row.tooLarge(PidTag.BODY)) {
            return new String(stream(session, message, PidTag.BODY), StandardCharsets.UTF_16LE).strip();
        }
        String body = row.text(PidTag.BODY).strip();
        if (!body.isEmpty()) {
            return body;
        }
        byte[] html = row.tooLarge(PidTag.HTML)
                ? stream(session, message, PidTag.HTML)
                : row.get(PidTag.HTML, byte[].class).orElse(new byte[0]);
        return HtmlText.of(new String(html, StandardCharsets.UTF_8));
    }

    /** The beginning of a long value. */
    private static byte[] stream(RopSession session, int message, PropertyTag tag) {
        RopBatch batch = session.batch();
        int stream = batch.open();
        batch.add(new OpenStream(batch.slot(message), stream, tag, OpenStream.READ_ONLY));
        var read = batch.add(new ReadStream(stream, AudioStream.PIECE));
        session.runChained(batch);
        var bytes = new ByteArrayOutputStream();
        try {
            int before = -1;
            read.all().forEach(reply -> bytes.writeBytes(reply.data()));
            while (bytes.size() > before && bytes.size() < LONGEST_BODY) {
                before = bytes.size();
                AudioStream.next(session, batch.handle(stream)).forEach(bytes::writeBytes);
            }
        } finally {
            session.release(batch, stream);
        }
        return bytes.toByteArray();
    }

    List<Attachment> attachments() {
        return attachments;
    }

    VoiceMessage message(ItemId id) {
        return new VoiceMessage(Columns.summary(id, row), row.text(PidTag.CALL_ID),
                row.text(PidTag.INTERNET_MESSAGE_ID),
                text, Columns.draft(row), PlayingOrder.of(attachments.stream().map(Attachment::facts).toList(),
                        row.text(PidTag.VOICE_MESSAGE_ATTACHMENT_ORDER).toLowerCase(Locale.ROOT)));
    }
}
