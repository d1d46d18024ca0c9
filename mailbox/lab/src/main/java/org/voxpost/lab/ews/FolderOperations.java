package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.voxpost.lab.ews.EwsSession.FoundFolder;
import org.voxpost.lab.store.LabFolder;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** GetFolder, FindFolder, CreateFolder, DeleteFolder. */
final class FolderOperations {
    private FolderOperations() {
    }

    static void get(Element request, EwsSession session, XmlWriter out) throws IOException {
        FolderShape shape = FolderShape.of(request.required("FolderShape"));
        Answers.each(out, "GetFolder", request.required("FolderIds").children(), id -> {
            FoundFolder found = session.folder(id);
            return answer -> {
                answer.start("m:Folders");
                shape.write(answer, found.mailbox(), found.folder());
                answer.end();
            };
        });
    }

    static void find(Element request, EwsSession session, XmlWriter out) throws IOException {
        FolderShape shape = FolderShape.of(request.required("FolderShape"));
        boolean deep = request.attributeText("Traversal").equals("Deep");
        Answers.each(out, "FindFolder", request.required("ParentFolderIds").children(), id -> {
            FoundFolder parent = session.folder(id);
            var found = new ArrayList<LabFolder>();
            collect(parent.mailbox(), parent.folder().id(), deep, found);
            found.removeIf(restriction(request.child("Restriction"), parent.mailbox()).negate());
            return answer -> {
                answer.start("m:RootFolder").attribute("IndexedPagingOffset", Integer.toString(found.size()));
                answer.attribute("TotalItemsInView", Integer.toString(found.size()));
                answer.attribute("IncludesLastItemInRange", "true").start("t:Folders");
                for (LabFolder folder : found) {
                    shape.write(answer, parent.mailbox(), folder);
                }
                answer.end().end();
            };
        });
    }

    private static void collect(LabMailbox mailbox, long parentId, boolean deep, List<LabFolder> to) {
        for (LabFolder child : mailbox.childrenOf(parentId)) {
            to.add(child);
            if (deep) {
                collect(mailbox, child.id(), true, to);
            }
        }
    }

    /** Folders are searched by their properties through the same terms as items. */
    private static Predicate<LabFolder> restriction(Optional<Element> restriction, LabMailbox mailbox) {
        Predicate<LabItem> items = Restriction.of(restriction, mailbox);
        return folder -> items.test(LabItem.unsaved(folder.parentId(), false,
                folder.properties(), List.of(), List.of()));
    }

    static void create(Element request, EwsSession session, XmlWriter out) throws IOException {
        FoundFolder parent = session.folderIn(request.required("ParentFolderId"));
        Answers.each(out, "CreateFolder", request.required("Folders").children(), wanted -> {
            LabFolder created = parent.mailbox().createFolder(parent.folder().id(), properties(parent, wanted));
            return answer -> {
                answer.start("m:Folders").start(FolderShape.element(created)).start("t:FolderId");
                answer.attribute("Id", Ids.folder(parent.mailbox(), created.id()));
                answer.attribute("ChangeKey", Ids.changeKey(created.changeNumber())).end().end().end();
            };
        });
    }

    private static PropertyBag properties(FoundFolder parent, Element wanted) {
        String folderClass = wanted.textOf("FolderClass");
        PropertyBag bag = PropertyBag.empty()
                .with(Tags.DISPLAY_NAME, wanted.textOf("DisplayName"))
                .with(Tags.CONTAINER_CLASS, folderClass.isEmpty() ? "IPF.Note" : folderClass);
        for (Element property : wanted.all("ExtendedProperty")) {
            ExtendedPath path = ExtendedPath.of(property.required("ExtendedFieldURI"));
            bag = bag.with(path.tagToWrite(parent.mailbox()), path.type().parse(property));
        }
        return bag;
    }

    static void delete(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.each(out, "DeleteFolder", request.required("FolderIds").children(), id -> {
            FoundFolder found = session.folder(id);
            found.mailbox().deleteFolder(found.folder().id());
            return answer -> {
            };
        });
    }
}
