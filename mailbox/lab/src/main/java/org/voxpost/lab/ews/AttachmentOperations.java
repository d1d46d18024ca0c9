package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.List;

import org.voxpost.lab.ews.EwsSession.FoundAttachment;
import org.voxpost.lab.ews.EwsSession.FoundItem;
import org.voxpost.lab.store.LabItem;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** GetAttachment, CreateAttachment, DeleteAttachment. */
final class AttachmentOperations {
    private AttachmentOperations() {
    }

    static void get(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.each(out, "GetAttachment", request.required("AttachmentIds").children(), id -> {
            FoundAttachment found = session.attachment(id);
            return answer -> {
                answer.start("m:Attachments").start("t:FileAttachment");
                ItemAttachments.describe(answer, id.attributeText("Id"), found.attachment());
                ItemAttachments.content(answer, found.attachment());
                answer.end().end();
            };
        });
    }

    static void create(Element request, EwsSession session, XmlWriter out) throws IOException {
        Element parent = request.required("ParentItemId");
        Answers.each(out, "CreateAttachment", request.required("Attachments").children(), file -> {
            FoundItem found = session.item(parent);
            LabItem saved = found.mailbox()
                    .change(found.item().id(), item -> ItemAttachments.added(item, List.of(file)));
            return answer -> {
                answer.start("m:Attachments").start("t:FileAttachment").start("t:AttachmentId");
                answer.attribute("Id",
                        Ids.attachment(found.mailbox(), saved, saved.attachments().getLast().number()));
                answer.attribute("RootItemId", Ids.item(found.mailbox(), saved.id()));
                answer.attribute("RootItemChangeKey", Ids.changeKey(saved.changeNumber()));
                answer.end().end().end();
            };
        });
    }

    static void delete(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.each(out, "DeleteAttachment", request.required("AttachmentIds").children(), id -> {
            FoundAttachment found = session.attachment(id);
            FoundItem in = found.item();
            LabItem saved = in.mailbox()
                    .change(in.item().id(), item -> item.withAttachments(item.attachments()
                            .stream()
                            .filter(one -> one.number() != found.attachment().number())
                            .toList()));
            return answer -> answer.start("m:RootItemId")
                    .attribute("RootItemId", Ids.item(in.mailbox(), saved.id()))
                    .attribute("RootItemChangeKey", Ids.changeKey(saved.changeNumber()))
                    .end();
        });
    }
}
