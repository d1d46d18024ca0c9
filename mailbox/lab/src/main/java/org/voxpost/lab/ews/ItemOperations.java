package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.voxpost.lab.ews.EwsSession.FoundFolder;
import org.voxpost.lab.ews.EwsSession.FoundItem;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.mailbox.wire.soap.SoapEnvelope.Part;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** CreateItem, GetItem, FindItem, MoveItem, CopyItem, DeleteItem. */
final class ItemOperations {
    private static final int LARGEST_PAGE = 1000;

    private ItemOperations() {
    }

    static void create(Element request, EwsSession session, XmlWriter out) throws IOException {
        String disposition = request.attribute("MessageDisposition")
                .orElseThrow(() -> new EwsRefusal("ErrorMessageDispositionRequired", "MessageDisposition is missing."));
        boolean send = !disposition.equals("SaveOnly");
        Answers.each(out, "CreateItem", request.required("Items").children(), message -> {
            FoundFolder folder = request.child("SavedItemFolderId")
                    .map(session::folderIn)
                    .orElseGet(() -> new FoundFolder(session.mailbox(), session.mailbox().folder(FolderRole.DRAFTS)));
            if (message.name().startsWith("Reply")) {
                return replied(session, message, folder, send, disposition.equals("SendAndSaveCopy"));
            }
            if (send) {
                throw new EwsRefusal("ErrorInvalidOperation", "Only replies can be sent here.");
            }
            LabItem blank = LabItem.unsaved(folder.folder().id(), false, PropertyBag.empty(), List.of(), List.of());
            LabItem saved = folder.mailbox().create(ItemChange.filled(folder.mailbox(), blank, message));
            return created(folder, saved);
        });
    }

    private static Part replied(EwsSession session, Element reply, FoundFolder folder, boolean send, boolean keep) {
        LabItem draft = Replies.draft(session, reply, folder.folder().id());
        if (!send) {
            return created(folder, folder.mailbox().create(draft));
        }
        Replies.send(session, draft);
        if (keep) {
            Replies.saved(folder, draft);
        }
        return out -> out.start("m:Items").end();
    }

    private static Part created(FoundFolder folder, LabItem saved) {
        return out -> {
            out.start("m:Items").start("t:Message").start("t:ItemId");
            out.attribute("Id", Ids.item(folder.mailbox(), saved.id()));
            out.attribute("ChangeKey", Ids.changeKey(saved.changeNumber())).end();
            if (!saved.attachments().isEmpty()) {
                out.start("t:Attachments");
                for (var attachment : saved.attachments()) {
                    out.start("t:FileAttachment").start("t:AttachmentId");
                    out.attribute("Id", Ids.attachment(folder.mailbox(), saved, attachment.number())).end().end();
                }
                out.end();
            }
            out.end().end();
        };
    }

    static void get(Element request, EwsSession session, XmlWriter out) throws IOException {
        ItemShape shape = ItemShape.of(request.required("ItemShape"), false);
        Answers.each(out, "GetItem", request.required("ItemIds").children(), id -> {
            FoundItem found = session.item(id);
            return to -> {
                to.start("m:Items");
                shape.write(to, found.mailbox(), found.item());
                to.end();
            };
        });
    }

    static void find(Element request, EwsSession session, XmlWriter out) throws IOException {
        if (request.child("QueryString").isPresent()) {
            throw new EwsRefusal("ErrorContentIndexingNotEnabled", "There is no content index.");
        }
        Answers.each(out, "FindItem", request.required("ParentFolderIds").children(), id -> {
            FoundFolder folder = session.folder(id);
            if (request.child("CalendarView").isPresent()) {
                return CalendarItems.view(request.required("CalendarView"), folder);
            }
            if (ContactItems.lieIn(folder) && request.child("Restriction").isEmpty()) {
                return ContactItems.page(request.child("IndexedPageItemView"), folder);
            }
            ItemShape shape = ItemShape.of(request.required("ItemShape"), true);
            boolean associated = request.attributeText("Traversal").equals("Associated");
            List<LabItem> found = folder.mailbox()
                    .items(folder.folder().id(), associated)
                    .stream()
                    .filter(Restriction.of(request.child("Restriction"), folder.mailbox()))
                    .sorted(order(request.child("SortOrder"), folder))
                    .toList();
            return page(request.child("IndexedPageItemView"), folder, shape, found);
        });
    }

    private static Comparator<LabItem> order(Optional<Element> sortOrder, FoundFolder folder) {
        Comparator<LabItem> order = Comparator.comparing(LabItem::id, Comparator.reverseOrder());
        List<Element> keys = new ArrayList<>(sortOrder.map(Element::children).orElse(List.of()));
        for (Element key : keys.reversed()) {
            var value = Restriction.value(key.children().getFirst(), folder.mailbox());
            Comparator<LabItem> by = (a, b) -> Restriction.compared(value.apply(a).orElse(""),
                    value.apply(b).orElse(""));
            boolean descending = key.attributeText("Order").equals("Descending");
            order = (descending ? by.reversed() : by).thenComparing(order);
        }
        return order;
    }

    private static Part page(Optional<Element> view, FoundFolder folder, ItemShape shape, List<LabItem> found) {
        int most = view.flatMap(one -> one.attribute("MaxEntriesReturned")).map(Integer::valueOf).orElse(LARGEST_PAGE);
        int offset = view.map(one -> Integer.parseInt(one.attributeText("Offset"))).orElse(0);
        if (offset < 0 || most <= 0) {
            throw new EwsRefusal("ErrorInvalidPagingMaxRows", "The page is empty or begins before the first item.");
        }
        boolean fromEnd = view.filter(one -> one.attributeText("BasePoint").equals("End")).isPresent();
        int from = fromEnd
                ? Math.max(0, found.size() - offset - Math.min(most, LARGEST_PAGE))
                : Math.min(offset, found.size());
        int to = fromEnd
                ? Math.max(0, found.size() - offset)
                : Math.min(found.size(), from + Math.min(most, LARGEST_PAGE));
        return out -> {
            boolean last = fromEnd ? from == 0 : to == found.size();
            out.start("m:RootFolder").attribute("IndexedPagingOffset",
                    Integer.toString(fromEnd ? found.size() - from : to));
            out.attribute("TotalItemsInView", Integer.toString(found.size()));
            out.attribute("IncludesLastItemInRange", Boolean.toString(last)).start("t:Items");
            for (LabItem item : found.subList(from, to)) {
                shape.write(out, folder.mailbox(), item);
            }
            out.end().end();
        };
    }

    static void move(Element request, EwsSession session, XmlWriter out) throws IOException {
        transfer("MoveItem", request, session, out);
    }

    static void copy(Element request, EwsSession session, XmlWriter out) throws IOException {
        transfer("CopyItem", request, session, out);
    }

    private static void transfer(String operation, Element request, EwsSession session, XmlWriter out)
            throws IOException {
        FoundFolder to = session.folderIn(request.required("ToFolderId"));
        boolean tell = request.child("ReturnNewItemIds").map(Element::flag).orElse(true);
        Answers.each(out, operation, request.required("ItemIds").children(), id -> {
            FoundItem found = session.item(id);
            if (found.mailbox() != to.mailbox()) {
                throw new EwsRefusal("ErrorCrossMailboxMoveCopy", "Items stay in their mailbox.");
            }
            LabItem now = operation.equals("MoveItem")
                    ? found.mailbox().move(found.item().id(), to.folder().id())
                    : found.mailbox().copy(found.item().id(), to.folder().id());
            return answer -> {
                answer.start("m:Items");
                if (tell) {
                    answer.start("t:Message").start("t:ItemId").attribute("Id", Ids.item(found.mailbox(), now.id()));
                    answer.attribute("ChangeKey", Ids.changeKey(now.changeNumber())).end().end();
                }
                answer.end();
            };
        });
    }

    static void delete(Element request, EwsSession session, XmlWriter out) throws IOException {
        String type = request.attributeText("DeleteType");
        Answers.each(out, "DeleteItem", request.required("ItemIds").children(), id -> {
            FoundItem found = session.item(id);
            switch (type) {
                case "HardDelete" -> found.mailbox().delete(found.item().id());
                case "SoftDelete" -> found.mailbox().move(found.item().id(), FolderRole.RECOVERABLE_ITEMS.id());
                default -> found.mailbox().move(found.item().id(), FolderRole.DELETED_ITEMS.id());
            }
            return answer -> {
            };
        });
    }
}
