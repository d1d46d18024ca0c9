package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** item:Attachments, files only. */
final class ItemAttachments {
    private static final int RENDERED_IN_BODY = 0x4;

    static final ItemField FIELD = ItemField.complex("item:Attachments", ItemAttachments::write)
            .set((item, value) -> added(item, value.children()));

    private ItemAttachments() {
    }

    private static void write(ItemView view, XmlWriter out) throws IOException {
        if (view.item().attachments().isEmpty()) {
            return;
        }
        out.start("t:Attachments");
        for (LabAttachment one : view.item().attachments()) {
            out.start("t:FileAttachment");
            describe(out, Ids.attachment(view.mailbox(), view.item(), one.number()), one);
            out.end();
        }
        out.end();
    }

    /** Everything but the content. */
    static void describe(XmlWriter out, String id, LabAttachment one) throws IOException {
        PropertyBag bag = one.properties();
        out.start("t:AttachmentId").attribute("Id", id).end();
        out.element("t:Name", one.name());
        if (bag.has(Tags.ATTACH_MIME_TAG)) {
            out.element("t:ContentType", bag.text(Tags.ATTACH_MIME_TAG));
        }
        if (bag.has(Tags.ATTACH_CONTENT_ID)) {
            out.element("t:ContentId", bag.text(Tags.ATTACH_CONTENT_ID));
        }
        out.element("t:Size", Long.toString(one.content().lengthBytes()));
        out.element("t:IsInline", Boolean.toString((bag.number(Tags.ATTACH_FLAGS, 0) & RENDERED_IN_BODY) != 0));
        out.element("t:IsContactPhoto", "false");
    }

    static void content(XmlWriter out, LabAttachment one) throws IOException {
        out.base64("t:Content", one.content()::open, one.content().lengthBytes());
    }

    static LabItem added(LabItem item, List<Element> files) {
        var all = new ArrayList<>(item.attachments());
        for (Element file : files) {
            if (!file.name().equals("FileAttachment")) {
                throw new EwsRefusal("ErrorInvalidOperation", "Items cannot be attached here.");
            }
            int number = all.stream().mapToInt(LabAttachment::number).max().orElse(-1) + 1;
            all.add(attachment(number, file));
        }
        return item.withAttachments(all);
    }

    private static LabAttachment attachment(int number, Element file) {
        String name = file.textOf("Name");
        if (name.isEmpty()) {
            throw new EwsRefusal("ErrorInvalidOperation", "The attachment has no name.");
        }
        return LabAttachment.file(number, name, file.textOf("ContentType"), file.textOf("ContentId"),
                file.child("IsInline").filter(Element::flag).isPresent(),
                file.child("Content").map(Element::content).orElse(new byte[0]));
    }
}
