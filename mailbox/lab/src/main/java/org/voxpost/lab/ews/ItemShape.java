package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * Which properties of items are asked for.
 *
 * @param fields element names, those of the base shape included
 * @param bodyType Best, HTML or Text
 * @param listing true in FindItem and SyncFolderItems, which do not return details
 */
record ItemShape(Set<String> fields, List<ExtendedPath> extended, boolean mimeContent, String bodyType,
        boolean listing) {
    ItemShape {
        extended = List.copyOf(extended);
    }

    /** @throws EwsRefusal if it asks for what does not exist */
    static ItemShape of(Element shape, boolean listing) {
        var fields = new LinkedHashSet<String>();
        String base = shape.textOf("BaseShape");
        for (ItemField field : ItemFields.ALL) {
            if (base.equals("AllProperties") || base.equals("Default") && field.basic()) {
                fields.add(field.element());
            }
        }
        var extended = new ArrayList<ExtendedPath>();
        for (Element path : shape.child("AdditionalProperties").map(Element::children).orElse(List.of())) {
            if (path.name().equals("ExtendedFieldURI")) {
                extended.add(ExtendedPath.of(path));
            } else {
                add(fields, path.attributeText("FieldURI"), listing);
            }
        }
        boolean mime = shape.child("IncludeMimeContent").filter(Element::flag).isPresent()
                || fields.contains("MimeContent");
        return new ItemShape(fields, extended, mime && !listing,
                shape.child("BodyType").map(Element::text).orElse("Best"), listing);
    }

    private static void add(Set<String> fields, String uri, boolean listing) {
        Optional<ItemField> field = ItemFields.byUri(uri);
        if (field.isEmpty() && !ItemFields.ELSEWHERE.contains(uri)) {
            throw new EwsRefusal("ErrorInvalidPropertyRequest", "Property " + uri + " is not known.");
        }
        if (field.isPresent() && field.get().detail() && listing && !uri.equals("item:Attachments")) {
            throw new EwsRefusal("ErrorInvalidPropertyRequest", "Property " + uri + " cannot be asked of a listing.");
        }
        field.ifPresent(one -> fields.add(one.element()));
        if (uri.equals("item:MimeContent")) {
            fields.add("MimeContent");
        }
        if (uri.equals("item:ParentFolderId")) {
            fields.add("ParentFolderId");
        }
    }

    /** Writes the item as {@code t:Message} or {@code t:Item}, in the schema's order. */
    void write(XmlWriter out, LabMailbox mailbox, LabItem item) throws IOException {
        boolean message = item.messageClass().toLowerCase(java.util.Locale.ROOT).startsWith("ipm.note");
        var view = new ItemView(mailbox, item, this);
        out.start(message ? "t:Message" : "t:Item");
        if (mimeContent) {
            out.start("t:MimeContent").attribute("CharacterSet", "UTF-8").text(ItemMime.base64(item)).end();
        }
        out.start("t:ItemId")
                .attribute("Id", Ids.item(mailbox, item.id()))
                .attribute("ChangeKey", Ids.changeKey(item.changeNumber()))
                .end();
        if (fields.contains("ParentFolderId")) {
            out.start("t:ParentFolderId")
                    .attribute("Id", Ids.folder(mailbox, item.folderId()))
                    .attribute("ChangeKey", Ids.changeKey(1))
                    .end();
        }
        write(view, ItemFields.BEFORE_EXTENDED, out);
        writeExtended(view, out);
        write(view, ItemFields.AFTER_EXTENDED, out);
        if (message) {
            write(view, ItemFields.OF_MESSAGES, out);
        }
        out.end();
    }

    private void write(ItemView view, List<ItemField> some, XmlWriter out) throws IOException {
        for (ItemField field : some) {
            if (fields.contains(field.element()) && !(listing && field.detail())) {
                field.writing().write(view, out);
            }
        }
    }

    private void writeExtended(ItemView view, XmlWriter out) throws IOException {
        for (ExtendedPath path : extended) {
            OptionalInt tag = path.tag(view.mailbox());
            Object value = tag.isEmpty() || tag.getAsInt() == Tags.ATTACH_DATA
                    ? null
                    : view.item().properties().get(tag.getAsInt());
            if (value != null) {
                path.write(out, value);
            }
        }
    }
}
