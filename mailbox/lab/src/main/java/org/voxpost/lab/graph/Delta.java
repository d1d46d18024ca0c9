package org.voxpost.lab.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.voxpost.lab.store.LabChange;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** message: delta over one folder: first all that lies in it, page by page, then what changed since. */
record Delta(LabMailbox mailbox, long folder, GraphCall call) {

    ObjectNode next() {
        return call.option("$deltatoken").map(token -> since(number(token))).orElseGet(this::whole);
    }

    private ObjectNode whole() {
        String[] place = call.option("$skiptoken").orElse(mailbox.lastChange() + ".0").split("\\.", 2);
        long from = number(place[0]);
        int at = (int) number(place.length > 1 ? place[1] : "");
        List<LabItem> items = mailbox.items(folder, false);
        int to = Math.min(items.size(), at + pageSize());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        MessageJson shape = MessageJson.of(call, mailbox);
        ArrayNode values = answer.putArray("value");
        items.subList(Math.min(at, to), to).forEach(item -> values.add(shape.of(item)));
        return to < items.size()
                ? answer.put("@odata.nextLink", Links.with(call, "$skiptoken", from + "." + to))
                : answer.put("@odata.deltaLink", Links.with(call, "$deltatoken", Long.toString(from)));
    }

    private int pageSize() {
        String size = call.preference("odata.maxpagesize");
        return size.matches("[1-9]\\d{0,2}") ? Integer.parseInt(size) : 10;
    }

    private ObjectNode since(long number) {
        List<LabChange> changes = mailbox.changesAfter(number).orElseThrow(() -> new GraphRefusal(410,
                "SyncStateNotFound", "The sync state generation is not found."));
        Set<Long> touched = new LinkedHashSet<>();
        for (LabChange change : changes) {
            if (!change.folder() && !change.associated()
                    && (change.folderId() == folder || change.oldFolderId() == folder)) {
                touched.addAll(List.of(change.oldId(), change.id()));
            }
        }
        long last = changes.isEmpty() ? number : changes.getLast().number();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode values = answer.putArray("value");
        MessageJson shape = MessageJson.of(call, mailbox);
        for (long id : new ArrayList<>(touched)) {
            mailbox.item(id).filter(item -> item.folderId() == folder).ifPresentOrElse(
                    item -> values.add(shape.of(item)), () -> values.addObject().put("id", GraphIds.item(mailbox, id))
                            .putObject("@removed").put("reason", "deleted"));
        }
        return answer.put("@odata.deltaLink", Links.with(call, "$deltatoken", Long.toString(last)));
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,15}")) {
            throw new GraphRefusal(400, "BadRequest", "Badly formed token.");
        }
        return Long.parseLong(text);
    }
}
