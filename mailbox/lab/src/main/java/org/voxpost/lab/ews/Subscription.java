package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabChange;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * Whose changes somebody wants to hear of.
 *
 * @param folders ids; empty for all
 * @param eventTypes as written in the request
 */
record Subscription(String id, LabMailbox mailbox, Set<Long> folders, Set<String> eventTypes) {

    /** One event as it is written. */
    record Event(String type, LabChange change) {
    }

    /** What of this change the subscriber hears: nothing, one event, or two (NewMail beside Created). */
    List<Event> events(LabChange change) {
        var events = new ArrayList<Event>();
        boolean here = folders.isEmpty() || folders.contains(change.folderId())
                || folders.contains(change.oldFolderId());
        if (!here || change.associated()) {
            return events;
        }
        String type = switch (change.kind()) {
            case CREATED -> "CreatedEvent";
            case MODIFIED, READ_STATE -> "ModifiedEvent";
            case MOVED -> "MovedEvent";
            case COPIED -> "CopiedEvent";
            case DELETED -> "DeletedEvent";
        };
        if (change.kind() == LabChange.Kind.CREATED && !change.folder()
                && change.folderId() == FolderRole.INBOX.id() && eventTypes.contains("NewMailEvent")) {
            events.add(new Event("NewMailEvent", change));
        }
        if (eventTypes.contains(type)) {
            events.add(new Event(type, change));
        }
        return events;
    }

    static String watermark(long number) {
        return Ids.changeKey(number);
    }

    void write(XmlWriter out, Event event) throws IOException {
        LabChange change = event.change();
        boolean old = event.type().equals("MovedEvent") || event.type().equals("CopiedEvent");
        String kind = change.folder() ? "FolderId" : "ItemId";
        out.start("t:" + event.type()).element("t:Watermark", watermark(change.number()));
        out.element("t:TimeStamp", EwsTime.format(java.time.Instant.now()));
        id(out, kind, change.folder(), change.id());
        id(out, "ParentFolderId", true, change.folderId());
        if (old) {
            id(out, "Old" + kind, change.folder(), change.oldId());
            id(out, "OldParentFolderId", true, change.oldFolderId());
        }
        out.end();
    }

    private void id(XmlWriter out, String name, boolean folder, long number) throws IOException {
        out.start("t:" + name).attribute("Id", folder ? Ids.folder(mailbox, number) : Ids.item(mailbox, number));
        out.attribute("ChangeKey", Ids.changeKey(1)).end();
    }
}
