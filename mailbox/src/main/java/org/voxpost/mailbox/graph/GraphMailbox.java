package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceCounts;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.http.FetchStream;
import org.voxpost.mailbox.http.HttpBody;

/** A mailbox over Graph. */
final class GraphMailbox implements Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(GraphMailbox.class);
    private static final int PAGE = 200;
    private static final int LARGEST_REQUEST = (4 << 20) - 2048; // 4 MB in all are taken
    private static final long SLOWEST_BYTES_PER_SECOND = 128 << 10;
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);
    private static final String DRAFTS = "drafts";

    private final GraphClient client;
    private final SmtpAddress owner;
    private final ReentrantLock order = new ReentrantLock(true);

    GraphMailbox(GraphClient client, SmtpAddress owner) {
        this.client = client;
        this.owner = owner;
    }

    @Override
    public SmtpAddress owner() {
        return owner;
    }

    private <T> T inOrder(Supplier<T> operation) {
        order.lock();
        try {
            return operation.get();
        } finally {
            order.unlock();
        }
    }

    private GraphRequest get(GraphPath path, String what) {
        return client.get(path, what, Optional.of(owner));
    }

    @Override
    public ItemId deliver(OutgoingItem item, DeliveryId id) {
        return inOrder(() -> {
            HttpBody whole = body(new NewMessage(item, id, true));
            return whole.lengthBytes() > LARGEST_REQUEST ? deliverLarge(item, id) : create("inbox", whole, true);
        });
    }

    /** In Drafts nobody takes it for a message: it comes to the Inbox with its recording, in one step. */
    private ItemId deliverLarge(OutgoingItem item, DeliveryId id) {
        discardStaged(id);
        ItemId staged = create(DRAFTS, body(new NewMessage(item, id, false)), false);
        try {
            new Upload(client, owner).attach(staged, item.audio().orElseThrow());
        } catch (MailboxException | UncheckedIOException e) {
            discard(staged);
            throw e;
        }
        return move(staged, "inbox", false);
    }

    private static HttpBody body(NewMessage message) {
        try {
            return message.body();
        } catch (IOException e) {
            throw new IllegalStateException("the request cannot be written: " + e.getMessage(), e);
        }
    }

    private ItemId create(String folder, HttpBody body, boolean isDelivery) {
        GraphRequest request = new GraphRequest("POST", GraphPath.user(owner, "mailFolders", folder, "messages"),
                "create message", Optional.of(owner), Map.of(), Optional.of(body), !isDelivery, client.settings()
                        .deadline().plus(Duration.ofSeconds(body.lengthBytes() / SLOWEST_BYTES_PER_SECOND)));
        return created(request, client.call(request));
    }

    private ItemId created(GraphRequest request, JsonNode answer) {
        try {
            return GraphItem.id(answer);
        } catch (IOException e) {
            String said = "success, but " + e.getMessage();
            throw request.repeatable()
                    ? new MailboxException.Unavailable(request.operation(), client.peer(), said)
                    : new MailboxException.OutcomeUnknown(request.operation(), client.peer(), said, client.now(), e);
        }
    }

    /** What an earlier attempt left. */
    private void discardStaged(DeliveryId id) {
        client.call(get(named(GraphPath.user(owner, "mailFolders", DRAFTS, "messages"), id).with("$select", "id"),
                "find half messages")).path("value").forEach(one -> discard(item(one).id()));
    }

    private static GraphPath named(GraphPath messages, DeliveryId id) {
        return messages.with("$filter", "internetMessageId eq " + GraphPath.literal(id.internetMessageId()));
    }

    /** Nothing depends on it: {@link #find} passes over what lies in Drafts. */
    private void discard(ItemId staged) {
        try {
            client.call(client.send("POST", GraphPath.user(owner, "messages", staged.value(), "permanentDelete"),
                    "discard message", owner, JsonNodeFactory.instance.objectNode()));
        } catch (MailboxException e) {
            LOG.info("half a message stays in Drafts: {}", e.getMessage());
        }
    }

    @Override
    public Optional<ItemId> find(DeliveryId id) {
        return inOrder(() -> {
            JsonNode drafts = client.call(get(GraphPath.user(owner, "mailFolders", DRAFTS).with("$select", "id"),
                    "find drafts"));
            JsonNode found = client.call(get(named(GraphPath.user(owner, "messages"), id)
                    .with("$select", "id,parentFolderId"), "find message"));
            for (JsonNode one : found.path("value")) {
                if (!one.path("parentFolderId").asText("").equals(drafts.path("id").asText("-"))) {
                    return Optional.of(item(one).id());
                }
                discard(item(one).id()); // one that never became whole
            }
            return Optional.empty();
        });
    }

    private GraphItem item(JsonNode json) {
        try {
            return GraphItem.read(json);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private MailboxException unreadable(IOException e) {
        return new MailboxException.Unavailable("read answer for " + owner, client.peer(),
                String.valueOf(e.getMessage()), Optional.empty(), e);
    }

    @Override
    public List<ItemSummary> list(ItemQuery query) {
        return inOrder(() -> {
            Map<ItemId, ItemSummary> listed = new LinkedHashMap<>(); // what arrives meanwhile shifts the pages
            Optional<GraphPath> page = Optional.of(listing(query));
            while (page.isPresent() && listed.size() < query.limit()) {
                JsonNode answer = client.call(get(page.get(), "list messages"));
                for (JsonNode one : answer.path("value")) {
                    GraphItem item = item(one);
                    if (listed.size() < query.limit()
                            && (!query.voiceOnly() || ItemKind.isVoice(item.messageClass()))) {
                        listed.put(item.id(), summary(item));
                    }
                }
                page = client.next(answer, "list messages");
            }
            return List.copyOf(listed.values());
        });
    }

    private ItemSummary summary(GraphItem item) {
        try {
            return item.summary();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GraphPath listing(ItemQuery query) {
        List<String> parts = new ArrayList<>();
        parts.add("receivedDateTime ge 1900-01-01T00:00:00Z"); // what is sorted by has to be filtered first
        if (query.unreadOnly()) {
            parts.add(Filter.UNREAD);
        }
        if (query.voiceOnly()) {
            parts.add(Filter.VOICE);
        }
        return GraphPath.user(owner, "mailFolders", name(query.folder()), "messages")
                .with("$filter", String.join(" and ", parts)).with("$orderby", "receivedDateTime desc")
                .with("$top", Math.max(1, Math.min(PAGE, query.limit()))).with("$select", GraphItem.SUMMARY)
                .with("$expand", GraphItem.SUMMARY_PROPERTIES);
    }

    /** Conditions on messages. */
    private static final class Filter {
        static final String UNREAD = "isRead eq false";
        static final String URGENT = "importance eq 'high'";
        static final String VOICE = "singleValueExtendedProperties/any(ep: ep/id eq '" + Property.MESSAGE_CLASS.id()
                + "' and contains(ep/value, '.Microsoft.Voicemail'))";
    }

    private static String name(WellKnownFolder folder) {
        return switch (folder) {
            case INBOX -> "inbox";
            case DELETED_ITEMS -> "deleteditems";
            case JUNK_EMAIL -> "junkemail";
            case ARCHIVE -> "archive";
        };
    }

    @Override
    public VoiceMessage read(ItemId id) {
        return inOrder(() -> {
            List<Batch.Answer> answers = new Batch(client)
                    .add(get(message(id).with("$select", GraphItem.MESSAGE)
                            .with("$expand", GraphItem.MESSAGE_PROPERTIES), "read message")
                            .with("Prefer", "outlook.body-content-type=\"text\""))
                    .add(get(attachments(id), "list attachments")).send("read message", Optional.of(owner));
            GraphItem item = item(answers.get(0).orThrow());
            try {
                return item.message(GraphItem.attachments(answers.get(1).orThrow()));
            } catch (IOException e) {
                throw unreadable(e);
            }
        });
    }

    private GraphPath message(ItemId id) {
        if (!id.protocol().equals(GraphProvider.PROTOCOL)) {
            throw new MailboxException.NoSuchItem("read message for " + owner, client.peer(),
                    "the item id is of " + id.protocol());
        }
        return GraphPath.user(owner, "messages", id.value());
    }

    private GraphPath attachments(ItemId id) {
        return GraphPath.user(owner, "messages", id.value(), "attachments").with("$select", "id,name,contentType,size");
    }

    @Override
    public AudioSource audio(ItemId id, AttachmentName name) {
        String attachment = inOrder(() -> GraphItem
                .attachments(client.call(get(attachments(id), "list attachments"))).stream()
                .filter(a -> a.facts().name().value().equalsIgnoreCase(name.value())).findFirst()
                .orElseThrow(() -> new MailboxException.NoSuchItem("list attachments for " + owner, client.peer(),
                        "no attachment " + name))
                .id());
        GraphRequest content = get(GraphPath.user(owner, "messages", id.value(), "attachments", attachment, "$value"),
                "fetch attachment").within(LONGEST_FETCH);
        return new AudioSource() {
            @Override
            public long lengthBytes() {
                return -1; // what Graph calls size is a little more than the content
            }

            @Override
            public InputStream open() {
                return new FetchStream(out -> fetch(content, out), client.settings().deadline().toMillis());
            }
        };
    }

    private void fetch(GraphRequest content, OutputStream to) {
        client.fetch(content, body -> body.transferTo(to));
    }

    @Override
    public void mark(ItemId id, Flag flag, boolean set) {
        inOrder(() -> client.call(client.send("PATCH", message(id), "mark message", owner,
                JsonNodeFactory.instance.objectNode().put("isRead", set))));
    }

    @Override
    public ItemId move(ItemId id, WellKnownFolder to) {
        return inOrder(() -> move(id, name(to), true));
    }

    private ItemId move(ItemId id, String to, boolean repeatable) {
        GraphRequest request = client.send("POST", new GraphPath(message(id).text() + "/move"), "move message", owner,
                JsonNodeFactory.instance.objectNode().put("destinationId", to));
        GraphRequest once = repeatable ? request : request.once();
        return created(once, client.call(once));
    }

    /** As a person would: it can be had back from Deleted Items. */
    @Override
    public void delete(ItemId id) {
        inOrder(() -> move(id, "deleteditems", true));
    }

    @Override
    public VoiceCounts counts() {
        return inOrder(() -> {
            Batch batch = new Batch(client);
            for (String filter : List.of(Filter.UNREAD + " and " + Filter.VOICE, Filter.VOICE,
                    Filter.UNREAD + " and " + Filter.URGENT + " and " + Filter.VOICE,
                    Filter.URGENT + " and " + Filter.VOICE)) {
                batch.add(get(GraphPath.user(owner, "mailFolders", "inbox", "messages").with("$filter", filter)
                        .with("$count", "true").with("$top", 1).with("$select", "id"), "count messages"));
            }
            List<Integer> counts = batch.send("count messages", Optional.of(owner)).stream().map(this::count)
                    .toList();
            return new VoiceCounts(counts.get(0), Math.max(0, counts.get(1) - counts.get(0)), counts.get(2),
                    Math.max(0, counts.get(3) - counts.get(2)));
        });
    }

    private int count(Batch.Answer answer) {
        JsonNode count = answer.orThrow().path("@odata.count");
        if (!count.canConvertToInt()) {
            throw unreadable(new IOException("no @odata.count in the answer"));
        }
        return count.asInt();
    }

    @Override
    public void close() {
        // the connections belong to the server
    }
}
