package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.voxpost.mailbox.http.FetchStream;
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
import org.voxpost.mailbox.ews.EwsErrors.Kind;
import org.voxpost.mailbox.ews.FindItem.Restriction;
import org.voxpost.mailbox.ews.FindItem.Shape;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** A mailbox over EWS. */
final class EwsMailbox implements Mailbox {
    private static final int PAGE = 200; // Exchange 2013 and later give at most 250 with a restriction
    private static final int FOLDERS_AT_ONCE = 50;
    private static final long LONGEST_FETCH_SECONDS = 600;

    private final EwsClient client;
    private final SmtpAddress owner;
    private final FolderSearch folders;
    private final ReentrantLock order = new ReentrantLock(true);

    EwsMailbox(EwsClient client, SmtpAddress owner) {
        this.client = client;
        this.owner = owner;
        this.folders = new FolderSearch(client, owner);
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

    private EwsRequest request(String operation, SoapEnvelope.Part body) {
        return client.request(operation, owner, body);
    }

    @Override
    public ItemId deliver(OutgoingItem item, DeliveryId id) {
        return inOrder(() -> new Delivery(client, this).deliver(item, id, folders.known("inbox")));
    }

    /** Does an operation that answers {@code Items / * / ItemId}. */
    Optional<ItemId> written(EwsRequest request) {
        List<StoredItem> items = items(request);
        return items.stream().findFirst().map(i -> new ItemId(EwsProvider.PROTOCOL, i.id));
    }

    private List<StoredItem> items(EwsRequest request) {
        List<StoredItem> items = new ArrayList<>();
        client.call(request, in -> {
            if (in.name().equals("Items")) {
                while (in.nextChild()) {
                    items.add(StoredItem.read(in));
                }
            } else {
                in.skip();
            }
        });
        return items;
    }

    @Override
    public Optional<ItemId> find(DeliveryId id) {
        return inOrder(() -> {
            Restriction wanted = new Restriction(
                    List.of(Restriction.equal("message:InternetMessageId", id.internetMessageId())));
            List<Folder> likely = List.of(folders.known("inbox"), folders.known("deleteditems"));
            return find(wanted, likely).or(() -> {
                List<Folder> all = folders.all();
                for (int i = 0; i < all.size(); i += FOLDERS_AT_ONCE) {
                    var found = find(wanted, all.subList(i, Math.min(all.size(), i + FOLDERS_AT_ONCE)));
                    if (found.isPresent()) {
                        return found;
                    }
                }
                return Optional.<ItemId>empty();
            }).filter(found -> client.traits().isTrusted() || new Delivery(client, this).isWhole(found));
        });
    }

    private Optional<ItemId> find(Restriction wanted, List<Folder> where) {
        FoundItems found = new FoundItems();
        EwsRequest request = request("FindItem", new FindItem(Shape.ID, 0, 1, wanted, where));
        for (Problem problem : client.problems(request, found)) {
            if (!problem.code().equals("ErrorFolderNotFound") && !problem.code().equals("ErrorItemNotFound")) {
                throw client.exception(request, problem); // a folder deleted meanwhile holds nothing
            }
        }
        return found.items.stream().findFirst().map(i -> new ItemId(EwsProvider.PROTOCOL, i.id));
    }

    @Override
    public List<ItemSummary> list(ItemQuery query) {
        return inOrder(() -> folders.existing(query.folder()).map(f -> list(query, f)).orElse(List.of()));
    }

    private List<ItemSummary> list(ItemQuery query, Folder folder) {
        List<SoapEnvelope.Part> parts = new ArrayList<>();
        if (query.voiceOnly()) {
            parts.add(Restriction.VOICE);
        }
        if (query.unreadOnly()) {
            parts.add(Restriction.UNREAD);
        }
        Map<String, ItemSummary> listed = new LinkedHashMap<>(); // what arrives meanwhile shifts the pages
        for (int offset = 0; listed.size() < query.limit();) {
            FoundItems page = new FoundItems();
            int count = Math.min(PAGE, query.limit() - listed.size());
            client.call(request("FindItem",
                    new FindItem(Shape.SUMMARY, offset, count, new Restriction(parts), List.of(folder))), in -> {
                        page.read(in);
                    });
            for (StoredItem item : page.items) {
                if (!query.voiceOnly() || ItemKind.isVoice(item.messageClass())) {
                    listed.put(item.id, summary(item));
                }
            }
            offset += page.items.size();
            if (page.last || page.items.isEmpty()) {
                break;
            }
        }
        return List.copyOf(listed.values());
    }

    private ItemSummary summary(StoredItem item) {
        try {
            return item.summary();
        } catch (XmlException e) {
            throw new MailboxException.Unavailable("FindItem for " + owner, client.peer(),
                    String.valueOf(e.getMessage()),
                    Optional.empty(), e);
        }
    }

    @Override
    public VoiceMessage read(ItemId id) {
        return inOrder(() -> {
            try {
                return item(id, new GetItem(id.value(), GetItem.Shape.MESSAGE)).message();
            } catch (XmlException e) {
                throw new MailboxException.Unavailable("GetItem for " + owner, client.peer(),
                        String.valueOf(e.getMessage()), Optional.empty(), e);
            }
        });
    }

    StoredItem item(ItemId id, GetItem get) {
        if (!id.protocol().equals(EwsProvider.PROTOCOL)) {
            throw new MailboxException.NoSuchItem("GetItem for " + owner, client.peer(),
                    "the item id is of " + id.protocol());
        }
        return items(request("GetItem", get)).stream().findFirst().orElseThrow(
                () -> new MailboxException.NoSuchItem("GetItem for " + owner, client.peer(), "no item in the answer"));
    }

    @Override
    public AudioSource audio(ItemId id, AttachmentName name) {
        String attachment = inOrder(() -> item(id, new GetItem(id.value(), GetItem.Shape.ATTACHMENTS)).attachments()
                .stream().filter(a -> a.facts().name().value().equalsIgnoreCase(name.value())).findFirst()
                .orElseThrow(() -> new MailboxException.NoSuchItem("GetItem for " + owner, client.peer(),
                        "no attachment " + name))
                .id());
        return new AudioSource() {
            @Override
            public long lengthBytes() {
                return -1; // what EWS calls Size is a little more than the content
            }

            @Override
            public InputStream open() {
                return new FetchStream(out -> fetch(attachment, out), client.settings().deadline().toMillis());
            }
        };
    }

    private void fetch(String attachment, OutputStream to) {
        EwsRequest request = request("GetAttachment", out -> out.start("m:GetAttachment").start("m:AttachmentIds")
                .start("t:AttachmentId").attribute("Id", attachment).end().end().end())
                .within(Duration.ofSeconds(LONGEST_FETCH_SECONDS));
        boolean[] any = new boolean[1];
        client.call(request, in -> any[0] |= content(in, to));
        if (!any[0]) {
            throw new MailboxException.NoSuchItem("GetAttachment for " + owner, client.peer(), "no content came");
        }
    }

    /** Reads {@code Attachments / FileAttachment / Content}. */
    private static boolean content(XmlReader in, OutputStream to) throws IOException {
        boolean any = false;
        if (!in.name().equals("Attachments")) {
            in.skip();
            return false;
        }
        while (in.nextChild()) {
            while (in.nextChild()) {
                if (in.name().equals("Content")) {
                    in.base64(to);
                    any = true;
                } else {
                    in.skip();
                }
            }
        }
        return any;
    }

    @Override
    public void mark(ItemId id, Flag flag, boolean set) {
        inOrder(() -> {
            if (!mark(id, set)) {
                mark(id, set); // it changed between asking and writing
            }
            return true;
        });
    }

    private boolean mark(ItemId id, boolean read) {
        StoredItem now = item(id, new GetItem(id.value(), GetItem.Shape.ID));
        EwsRequest request = request("UpdateItem", out -> {
            out.start("m:UpdateItem").attribute("MessageDisposition", "SaveOnly").attribute("ConflictResolution",
                    "AlwaysOverwrite");
            out.start("m:ItemChanges").start("t:ItemChange").start("t:ItemId").attribute("Id", now.id)
                    .attribute("ChangeKey", now.changeKey).end();
            out.start("t:Updates").start("t:SetItemField").start("t:FieldURI").attribute("FieldURI", "message:IsRead")
                    .end().start("t:Message").element("t:IsRead", Boolean.toString(read)).end().end().end();
            out.end().end().end();
        });
        for (Problem problem : client.problems(request, XmlReader::skip)) {
            if (EwsErrors.kind(problem.code()) == Kind.CONFLICT) {
                return false;
            }
            throw client.exception(request, problem);
        }
        return true;
    }

    @Override
    public ItemId move(ItemId id, WellKnownFolder to) {
        return inOrder(() -> {
            Folder folder = folders.of(to);
            return written(request("MoveItem", out -> {
                out.start("m:MoveItem").start("m:ToFolderId");
                folder.write(out);
                out.end().start("m:ItemIds").start("t:ItemId").attribute("Id", id.value()).end().end()
                        .element("m:ReturnNewItemIds", "true").end();
            })).orElseThrow(() -> new MailboxException.Unavailable("MoveItem for " + owner, client.peer(),
                    "moved, but without a new ItemId"));
        });
    }

    @Override
    public void delete(ItemId id) {
        inOrder(() -> {
            client.call(request("DeleteItem", out -> out.start("m:DeleteItem")
                    .attribute("DeleteType", "MoveToDeletedItems").start("m:ItemIds").start("t:ItemId")
                    .attribute("Id", id.value()).end().end().end()), XmlReader::skip);
            return true;
        });
    }

    @Override
    public VoiceCounts counts() {
        return inOrder(() -> {
            int unheard = count(Restriction.VOICE, Restriction.UNREAD);
            int all = count(Restriction.VOICE);
            int urgentUnheard = count(Restriction.VOICE, Restriction.UNREAD, Restriction.URGENT);
            int urgent = count(Restriction.VOICE, Restriction.URGENT);
            return new VoiceCounts(unheard, Math.max(0, all - unheard), urgentUnheard,
                    Math.max(0, urgent - urgentUnheard));
        });
    }

    private int count(SoapEnvelope.Part... parts) {
        FoundItems found = new FoundItems();
        client.call(request("FindItem", new FindItem(Shape.ID, 0, 1, new Restriction(List.of(parts)),
                List.of(folders.known("inbox")))), found);
        return found.total;
    }

    @Override
    public void close() {
        // the connections belong to the server
    }
}
