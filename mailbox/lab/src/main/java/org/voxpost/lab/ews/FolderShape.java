package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabFolder;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * Which properties of folders are asked for.
 *
 * @param fields by FieldURI, base shape included
 */
record FolderShape(Set<String> fields, List<ExtendedPath> extended) {
    private static final Set<String> DEFAULT = Set.of("folder:DisplayName", "folder:TotalCount",
            "folder:ChildFolderCount", "folder:UnreadCount");
    private static final Set<String> ALL = Set.of("folder:ParentFolderId", "folder:FolderClass", "folder:DisplayName",
            "folder:TotalCount", "folder:ChildFolderCount", "folder:UnreadCount", "folder:DistinguishedFolderId");
    private static final Map<String, String> ELEMENTS = Map.of("IPF.Contact", "t:ContactsFolder", "IPF.Appointment",
            "t:CalendarFolder", "IPF.Task", "t:TasksFolder");
    private static final int CONTENT_COUNT = 0x3602_0003;
    private static final int CONTENT_UNREAD = 0x3603_0003;
    private static final int SUBFOLDERS = 0x360A_000B;
    private static final int FOLDER_CHILD_COUNT = 0x6638_0003;
    private static final int LOCAL_COMMIT_TIME_MAX = 0x670A_0040;

    static FolderShape of(Element shape) {
        Set<String> base = switch (shape.textOf("BaseShape")) {
            case "IdOnly" -> Set.of();
            case "Default" -> DEFAULT;
            default -> ALL;
        };
        var fields = new java.util.HashSet<>(base);
        var extended = new ArrayList<ExtendedPath>();
        for (Element path : shape.child("AdditionalProperties").map(Element::children).orElse(List.of())) {
            if (path.name().equals("ExtendedFieldURI")) {
                extended.add(ExtendedPath.of(path));
            } else {
                fields.add(path.attributeText("FieldURI"));
            }
        }
        return new FolderShape(Set.copyOf(fields), List.copyOf(extended));
    }

    static String element(LabFolder folder) {
        return folder.search()
                ? "t:SearchFolder"
                : ELEMENTS.getOrDefault(folder.properties().text(Tags.CONTAINER_CLASS), "t:Folder");
    }

    void write(XmlWriter out, LabMailbox mailbox, LabFolder folder) throws IOException {
        List<LabItem> items = mailbox.items(folder.id(), false);
        long unread = items.stream().filter(item -> !item.read()).count();
        int children = mailbox.childrenOf(folder.id()).size();
        out.start(element(folder)).start("t:FolderId");
        out.attribute("Id", Ids.folder(mailbox, folder.id()));
        out.attribute("ChangeKey", Ids.changeKey(folder.changeNumber())).end();
        if (fields.contains("folder:ParentFolderId")) {
            out.start("t:ParentFolderId");
            out.attribute("Id", Ids.folder(mailbox, folder.parentId() == 0 ? folder.id() : folder.parentId()));
            out.attribute("ChangeKey", Ids.changeKey(1)).end();
        }
        text(out, "FolderClass", folder.properties().text(Tags.CONTAINER_CLASS));
        text(out, "DisplayName", folder.displayName());
        text(out, "TotalCount", Integer.toString(items.size()));
        text(out, "ChildFolderCount", Integer.toString(children));
        writeExtended(out, mailbox, computed(folder, items, unread, children));
        if (fields.contains("folder:DistinguishedFolderId")) {
            text(out, "DistinguishedFolderId", folder.role().map(EwsSession::distinguishedName).orElse(""));
        }
        if (!element(folder).equals("t:ContactsFolder") && !element(folder).equals("t:CalendarFolder")) {
            text(out, "UnreadCount", Long.toString(unread));
        }
        out.end();
    }

    private void text(XmlWriter out, String name, String value) throws IOException {
        if (fields.contains("folder:" + name) && !value.isEmpty()) {
            out.element("t:" + name, value);
        }
    }

    private static PropertyBag computed(LabFolder folder, List<LabItem> items, long unread, int children) {
        PropertyBag bag = folder.properties()
                .with(CONTENT_COUNT, items.size())
                .with(CONTENT_UNREAD, (int) unread)
                .with(SUBFOLDERS, children > 0)
                .with(FOLDER_CHILD_COUNT, children);
        return items.stream()
                .flatMap(item -> item.properties().time(Tags.LAST_MODIFICATION_TIME).stream())
                .max(java.time.Instant::compareTo)
                .map(last -> bag.with(LOCAL_COMMIT_TIME_MAX, last).with(Tags.LAST_MODIFICATION_TIME, last))
                .orElse(bag);
    }

    private void writeExtended(XmlWriter out, LabMailbox mailbox, PropertyBag bag) throws IOException {
        for (ExtendedPath path : extended) {
            OptionalInt tag = path.tag(mailbox);
            Object value = tag.isEmpty() ? null : bag.get(tag.getAsInt());
            if (value != null) {
                path.write(out, value);
            }
        }
    }

    /** True for folders that clients show. */
    static boolean visible(LabMailbox mailbox, LabFolder folder) {
        return folder.id() == FolderRole.IPM_SUBTREE.id()
                || folder.parentId() != 0 && visible(mailbox, mailbox.folder(folder.parentId()));
    }
}
