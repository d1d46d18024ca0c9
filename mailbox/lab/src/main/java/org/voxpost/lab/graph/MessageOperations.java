package org.voxpost.lab.graph;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What can be done with the messages of one mailbox. */
record MessageOperations(LabMailbox mailbox, GraphCall call) {
    private static final Map<String, FolderRole> WELL_KNOWN = Map.of("inbox", FolderRole.INBOX, "deleteditems",
            FolderRole.DELETED_ITEMS, "junkemail", FolderRole.JUNK_EMAIL, "archive", FolderRole.ARCHIVE, "drafts",
            FolderRole.DRAFTS, "sentitems", FolderRole.SENT_ITEMS);

    private long folder(String id) {
        FolderRole role = WELL_KNOWN.get(id.toLowerCase(Locale.ROOT));
        return role != null ? role.id() : mailbox.folder(GraphIds.folder(mailbox, id)).id();
    }

    GraphAnswer readFolder() {
        call.allowOptions("$select");
        long id = folder(call.segment(3));
        return GraphAnswer.json(200, json().put("id", GraphIds.folder(mailbox, id)).put("displayName",
                mailbox.folder(id).displayName()));
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    GraphAnswer create() {
        LabItem saved = mailbox.create(new NewItem(mailbox, folder(call.segment(3))).of(call.body()));
        return GraphAnswer.json(201, MessageJson.of(call, mailbox).of(saved));
    }

    GraphAnswer list() {
        call.allowOptions("$filter", "$orderby", "$top", "$skip", "$select", "$expand", "$count");
        Stream<LabItem> items = call.segment(2).equalsIgnoreCase("messages")
                ? mailbox.allItems().stream().filter(i -> !i.associated())
                : mailbox.items(folder(call.segment(3)), false).stream();
        Optional<MessageFilter> filter = call.option("$filter").map(f -> MessageFilter.of(f, mailbox));
        requireSortable(filter);
        List<LabItem> found = items.filter(filter.map(MessageFilter::test).orElse(i -> true))
                .sorted(Comparator.comparing(MessageOperations::received).reversed()
                        .thenComparing(Comparator.comparing(LabItem::id).reversed()))
                .toList();
        int from = Integer.parseInt(call.option("$skip").filter(s -> s.matches("\\d{1,6}")).orElse("0"));
        int top = call.number("$top", 10, 1000);
        int to = Math.min(found.size(), from + top);
        MessageJson shape = MessageJson.of(call, mailbox);
        ObjectNode answer = json();
        if (call.option("$count").filter("true"::equals).isPresent()) {
            answer.put("@odata.count", found.size());
        }
        var values = answer.putArray("value");
        found.subList(Math.min(from, to), to).forEach(item -> values.add(shape.of(item)));
        if (to < found.size()) {
            answer.put("@odata.nextLink", Links.with(call, "$skip", Integer.toString(to)));
        }
        return GraphAnswer.json(200, answer);
    }

    /** What is sorted by has to stand in the filter first. */
    private void requireSortable(Optional<MessageFilter> filter) {
        String order = call.option("$orderby").orElse("");
        if (!order.isEmpty() && !order.equals("receivedDateTime desc")) {
            throw GraphRefusal.badRequest("$orderby is not served as '" + order + "'.");
        }
        if (!order.isEmpty() && filter.filter(f -> !f.firstField().equals("receivedDateTime")).isPresent()) {
            throw new GraphRefusal(400, "InefficientFilter",
                    "The restriction or sort order is too complex for this operation.");
        }
    }

    private static Instant received(LabItem item) {
        return item.properties().time(Tags.MESSAGE_DELIVERY_TIME).orElse(Instant.EPOCH);
    }

    GraphAnswer delta() {
        call.allowOptions("$select", "$deltatoken", "$skiptoken");
        return GraphAnswer.json(200, new Delta(mailbox, folder(call.segment(3)), call).next());
    }

    private LabItem item() {
        return GraphIds.item(mailbox, call.segment(3));
    }

    GraphAnswer get() {
        call.allowOptions("$select", "$expand");
        return GraphAnswer.json(200, MessageJson.of(call, mailbox).of(item()));
    }

    GraphAnswer patch() {
        if (!call.body().path("isRead").isBoolean() || call.body().size() != 1) {
            throw new GraphRefusal(400, "RequestBodyRead", "Only isRead can be changed here.");
        }
        boolean read = call.body().path("isRead").asBoolean();
        LabItem changed = mailbox.change(item().id(), old -> {
            int flags = read ? old.flags() | Tags.MF_READ : old.flags() & ~Tags.MF_READ;
            return old.with(old.properties().with(Tags.MESSAGE_FLAGS, flags));
        });
        return GraphAnswer.json(200, MessageJson.of(call, mailbox).of(changed));
    }

    GraphAnswer move() {
        String to = call.body().path("destinationId").asText("");
        LabItem moved = mailbox.move(item().id(), folder(to));
        return GraphAnswer.json(201, MessageJson.of(call, mailbox).of(moved));
    }

    GraphAnswer permanentDelete() {
        mailbox.delete(item().id());
        return GraphAnswer.empty(204);
    }

    GraphAnswer attachments() {
        call.allowOptions("$select");
        LabItem item = item();
        ObjectNode answer = json();
        var values = answer.putArray("value");
        item.attachments().forEach(one -> values.add(MessageJson.attachment(mailbox, item, one)));
        return GraphAnswer.json(200, answer);
    }

    GraphAnswer content() throws IOException {
        int number = GraphIds.attachment(mailbox, call.segment(5));
        LabAttachment found = item().attachments().stream().filter(a -> a.number() == number).findFirst()
                .orElseThrow(GraphRefusal::noItem);
        try (InputStream in = found.content().open()) {
            return new GraphAnswer(200, found.properties().text(Tags.ATTACH_MIME_TAG), in.readAllBytes());
        }
    }

    /** Adds what was uploaded. */
    static void attach(LabMailbox mailbox, long item, String name, String contentType, byte[] content) {
        mailbox.change(item, old -> {
            var all = new java.util.ArrayList<>(old.attachments());
            all.add(LabAttachment.file(all.size(), name, contentType, "", false, content));
            PropertyBag bag = old.properties();
            return old.with(bag).withAttachments(all);
        });
    }
}
