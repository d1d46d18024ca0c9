package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** item:Attachments, files only. */
final class ItemAttachments {
    private static final int BY_VALUE = 1;
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
        return attachment(number, name, file.textOf("ContentType"), file.textOf("ContentId"),
                file.child("IsInline").filter(Element::flag).isPresent(),
                file.child("Content").map(Element::content).orElse(new byte[0]));
    }

    static LabAttachment attachment(int number, String name, String contentType, String contentId, boolean inline,
            byte[] content) {
        PropertyBag bag = PropertyBag.empty()
                .with(Tags.ATTACH_NUMBER, number)
                .with(Tags.ATTACH_METHOD, BY_VALUE)
                .with(Tags.ATTACH_SIZE, content.length)
                .with(Tags.RENDERING_POSITION, -1)
                .with(Tags.ATTACH_LONG_FILENAME, name)
                .with(Tags.ATTACH_FILENAME, name)
                .with(Tags.DISPLAY_NAME, name)
                .with(Tags.ATTACH_FLAGS, inline ? RENDERED_IN_BODY : 0);
        Optional<String> extension = Optional.of(name.lastIndexOf('.')).filter(at -> at >= 0).map(name::substring);
        if (extension.isPresent()) {
            bag = bag.with(Tags.ATTACH_EXTENSION, extension.get());
        }
        if (!contentType.isEmpty()) {
            bag = bag.with(Tags.ATTACH_MIME_TAG, contentType);
        }
        if (!contentId.isEmpty()) {
            bag = bag.with(Tags.ATTACH_CONTENT_ID, contentId);
        }
        return new LabAttachment(number, bag, AudioSource.of(content));
    }
}
