package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.MailReader;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.ews.FindItem.Restriction;
import org.voxpost.mailbox.ews.FindItem.Shape;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** E-mail: FindItem, GetItem, and response objects ([MS-OXWSMSG] 2.2.4, 3.1.4.2; [MS-OXWSATT] 3.1.4.2). */
record EwsMailReader(EwsClient client) implements MailReader {
    private static final int PAGE = 200;
    private static final SoapEnvelope.Part NOT_VOICE = out -> {
        out.start("t:Not");
        Restriction.VOICE.write(out);
        out.end();
    };
    private static final SoapEnvelope.Part NOTE = out -> out.start("t:Contains")
            .attribute("ContainmentMode", "Prefixed").attribute("ContainmentComparison", "IgnoreCase")
            .start("t:FieldURI").attribute("FieldURI", "item:ItemClass").end().start("t:Constant")
            .attribute("Value", "IPM.Note").end().end();

    @Override
    public List<Line> list(SmtpAddress owner, boolean unreadOnly, int limit) {
        List<SoapEnvelope.Part> parts = new ArrayList<>(List.of(NOTE, NOT_VOICE));
        if (unreadOnly) {
            parts.add(Restriction.UNREAD);
        }
        List<Line> lines = new ArrayList<>();
        for (int offset = 0; lines.size() < limit;) {
            FoundItems page = new FoundItems();
            client.call(client.request("FindItem", owner, new FindItem(Shape.SUMMARY, offset,
                    Math.min(PAGE, limit - lines.size()), new Restriction(parts), List.of(inbox(owner)))), page);
            page.items.forEach(item -> lines.add(line(item)));
            offset += page.items.size();
            if (page.last || page.items.isEmpty()) {
                break;
            }
        }
        return List.copyOf(lines);
    }

    private Folder inbox(SmtpAddress owner) {
        return new FolderSearch(client, owner).known("inbox");
    }

    private static Line line(StoredItem item) {
        return new Line(new ItemId(EwsProvider.PROTOCOL, item.id), item.subject(), item.fromName(),
                Resolutions.smtp(item.fromAddress()), item.received(), item.isRead(), item.importance());
    }

    @Override
    public Mail read(SmtpAddress owner, ItemId id) {
        StoredItem item = item(owner, id, GetItem.Shape.MESSAGE);
        List<AttachmentName> names = item.attachments().stream().map(a -> a.facts().name()).toList();
        return new Mail(line(item), item.text(), names);
    }

    private StoredItem item(SmtpAddress owner, ItemId id, GetItem.Shape shape) {
        return new EwsMailbox(client, owner).item(id, new GetItem(id.value(), shape));
    }

    /** Without a recording in one step; with one it is saved, the recording is added, then it is sent. */
    @Override
    public void reply(SmtpAddress owner, ItemId id, boolean toAll, String text, Optional<AudioAttachment> audio) {
        StoredItem original = item(owner, id, GetItem.Shape.ID);
        String kind = toAll ? "t:ReplyAllToItem" : "t:ReplyToItem";
        if (audio.isEmpty()) {
            client.call(client.request("CreateItem", owner, out -> {
                out.start("m:CreateItem").attribute("MessageDisposition", "SendAndSaveCopy");
                writeSaved(out, owner, "sentitems");
                writeReply(out, kind, original, text);
                out.end();
            }).once(), XmlReader::skip);
            return;
        }
        StoredItem draft = draft(owner, kind, original, text);
        String changeKey = attach(owner, draft.id, audio.get());
        client.call(client.request("SendItem", owner, out -> {
            out.start("m:SendItem").attribute("SaveItemToFolder", "true").start("m:ItemIds").start("t:ItemId")
                    .attribute("Id", draft.id).attribute("ChangeKey", changeKey).end().end();
            writeSaved(out, owner, "sentitems");
            out.end();
        }).once(), XmlReader::skip);
    }

    private void writeSaved(XmlWriter out, SmtpAddress owner, String folder) throws IOException {
        out.start("m:SavedItemFolderId");
        new FolderSearch(client, owner).known(folder).write(out);
        out.end();
    }

    private static void writeReply(XmlWriter out, String kind, StoredItem original, String text) throws IOException {
        out.start("m:Items").start(kind).start("t:ReferenceItemId").attribute("Id", original.id)
                .attribute("ChangeKey", original.changeKey).end();
        out.start("t:NewBodyContent").attribute("BodyType", "Text").text(text).end().end().end();
    }

    /** A draft that is left over is seen by its owner and sent by nobody. */
    private StoredItem draft(SmtpAddress owner, String kind, StoredItem original, String text) {
        List<StoredItem> created = new ArrayList<>();
        client.call(client.request("CreateItem", owner, out -> {
            out.start("m:CreateItem").attribute("MessageDisposition", "SaveOnly");
            writeSaved(out, owner, "drafts");
            writeReply(out, kind, original, text);
            out.end();
        }), in -> {
            if (in.name().equals("Items")) {
                while (in.nextChild()) {
                    created.add(StoredItem.read(in));
                }
            } else {
                in.skip();
            }
        });
        return created.stream().findFirst().orElseThrow(() -> new MailboxException.Unavailable(
                "CreateItem for " + owner, client.peer(), "no draft in the answer"));
    }

    /** @return the draft's new change key */
    private String attach(SmtpAddress owner, String draft, AudioAttachment audio) {
        String[] changeKey = {""};
        client.call(client.request("CreateAttachment", owner, out -> out.start("m:CreateAttachment")
                .start("m:ParentItemId").attribute("Id", draft).end().start("m:Attachments")
                .start("t:FileAttachment").element("t:Name", audio.name().value())
                .element("t:ContentType", audio.contentType()).element("t:IsInline", "false")
                .base64("t:Content", audio.source()::open, audio.source().lengthBytes()).end().end().end()), in -> {
                    if (!in.name().equals("Attachments")) {
                        in.skip();
                        return;
                    }
                    while (in.nextChild()) {
                        changeKey[0] = rootChangeKey(in);
                    }
                });
        return changeKey[0];
    }

    private static String rootChangeKey(XmlReader in) throws IOException {
        String key = "";
        while (in.nextChild()) {
            key = in.attribute("RootItemChangeKey").orElse(key);
            in.skip();
        }
        if (key.isEmpty()) {
            throw new XmlException("the attachment has no RootItemChangeKey");
        }
        return key;
    }
}
