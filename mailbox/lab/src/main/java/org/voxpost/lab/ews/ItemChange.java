package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.voxpost.lab.ews.EwsSession.FoundItem;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Setting properties: for CreateItem all of an element, for UpdateItem one after the other. */
final class ItemChange {
    /** What the store keeps for itself; flags are checked by the store, which knows whether this is the first save. */
    private static final Set<Integer> READ_ONLY = Set.of(Tags.MESSAGE_SIZE, Tags.HAS_ATTACHMENTS,
            Tags.LAST_MODIFICATION_TIME, Tags.DISPLAY_TO, Tags.DISPLAY_CC, Tags.DISPLAY_BCC);

    private ItemChange() {
    }

    /** @param message Message or Item */
    static LabItem filled(LabMailbox mailbox, LabItem blank, Element message) {
        LabItem item = blank;
        for (Element property : message.children()) {
            item = set(mailbox, item, property, true);
        }
        return item;
    }

    private static LabItem set(LabMailbox mailbox, LabItem item, Element property, boolean first) {
        return switch (property.name()) {
            case "MimeContent" -> ItemMime.read(item, property.content());
            case "ExtendedProperty" -> extended(mailbox, item, property);
            case "IsRead" -> isRead(item, property, first);
            default -> ItemFields.byElement(property.name())
                    .flatMap(ItemField::setting)
                    .orElseThrow(() -> readOnly(property.name()))
                    .set(item, property);
        };
    }

    /** Before the first save, only with flags given is there anything to put it into. */
    private static LabItem isRead(LabItem item, Element property, boolean first) {
        LabItem flagged = first && !item.properties().has(Tags.MESSAGE_FLAGS)
                ? ItemFields.with(item, Tags.MESSAGE_FLAGS, Tags.MF_UNSENT)
                : item;
        return ItemFields.byElement("IsRead").flatMap(ItemField::setting).orElseThrow().set(flagged, property);
    }

    private static LabItem extended(LabMailbox mailbox, LabItem item, Element property) {
        ExtendedPath path = ExtendedPath.of(property.required("ExtendedFieldURI"));
        int tag = path.tagToWrite(mailbox);
        if (READ_ONLY.contains(tag)) {
            throw readOnly("%08X".formatted(tag));
        }
        return ItemFields.with(item, tag, path.type().parse(property));
    }

    private static EwsRefusal readOnly(String property) {
        return new EwsRefusal("ErrorInvalidPropertySet", "Set action is invalid for property " + property + ".");
    }

    static void update(Element request, EwsSession session, XmlWriter out) throws IOException {
        boolean overwrite = request.attributeText("ConflictResolution").equals("AlwaysOverwrite");
        Answers.each(out, "UpdateItem", request.required("ItemChanges").children(), change -> {
            Element id = change.required("ItemId");
            FoundItem found = session.item(id);
            String key = id.attribute("ChangeKey")
                    .orElseThrow(() -> new EwsRefusal("ErrorChangeKeyRequiredForWriteOperations",
                            "A change key is required for this operation."));
            LabItem saved = found.mailbox().change(found.item().id(), item -> {
                if (!overwrite && !key.equals(Ids.changeKey(item.changeNumber()))) {
                    throw new EwsRefusal("ErrorIrresolvableConflict", "The item was changed in the meantime.");
                }
                return updated(found.mailbox(), item, change.required("Updates").children());
            });
            return answer -> {
                answer.start("m:Items").start("t:Message").start("t:ItemId");
                answer.attribute("Id", Ids.item(found.mailbox(), saved.id()));
                answer.attribute("ChangeKey", Ids.changeKey(saved.changeNumber())).end().end().end();
                answer.start("m:ConflictResults").element("t:Count", "0").end();
            };
        });
    }

    private static LabItem updated(LabMailbox mailbox, LabItem old, List<Element> updates) {
        LabItem item = old;
        for (Element update : updates) {
            Element path = update.children().getFirst();
            item = update.name().equals("DeleteItemField")
                    ? deleted(mailbox, item, path)
                    : set(mailbox, item, value(update, path), false);
        }
        return item;
    }

    private static Element value(Element update, Element path) {
        List<Element> values = update.children().get(1).children();
        if (values.size() != 1) {
            throw new EwsRefusal("ErrorIncorrectUpdatePropertyCount",
                    "An object within a change description must contain one and only one property to modify.");
        }
        Element value = values.getFirst();
        String uri = path.attributeText("FieldURI");
        boolean same = path.name().equals("ExtendedFieldURI")
                ? value.name().equals("ExtendedProperty")
                        && value.required("ExtendedFieldURI").attributes().equals(path.attributes())
                : uri.substring(uri.indexOf(':') + 1).equals(value.name());
        if (!same || !update.name().equals("SetItemField")) {
            throw new EwsRefusal("ErrorUpdatePropertyMismatch",
                    "The property in the change description does not match the path.");
        }
        return value;
    }

    private static LabItem deleted(LabMailbox mailbox, LabItem item, Element path) {
        if (!path.name().equals("ExtendedFieldURI")) {
            throw new EwsRefusal("ErrorInvalidPropertyDelete", "Only extended properties can be deleted here.");
        }
        int tag = ExtendedPath.of(path).tagToWrite(mailbox);
        return item.with(item.properties().without(tag));
    }
}
