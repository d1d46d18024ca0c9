package org.voxpost.mailbox.webdav;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.mime.MimeItem;
import org.voxpost.mailbox.mime.StoredMime;
import org.voxpost.mailbox.mime.VoiceTally;
import org.voxpost.mailbox.webdav.Multistatus.Resource;
import org.voxpost.mailbox.wire.soap.XmlException;

/** A mailbox over WebDAV. An item's id is its URL as the server wrote it. */
final class WebDavMailbox implements Mailbox {
    private static final int PAGE = 200;
    private static final int MOST = 100_000;
    private static final int NOT_THERE = 404;
    private static final long LONGEST_MESSAGE = 1L << 30;

    private final DavClient client;
    private final DavFolders folders;
    private final SmtpAddress owner;
    private final Batch batch;
    private final ReentrantLock order = new ReentrantLock(true);

    WebDavMailbox(DavClient client, DavFolders folders, SmtpAddress owner) {
        this.client = client;
        this.folders = folders;
        this.owner = owner;
        this.batch = new Batch(client, folders, owner);
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

    private static ItemId id(URI url) {
        return new ItemId(WebDavProvider.PROTOCOL, url.getRawPath());
    }

    private URI url(ItemId id) {
        if (!id.protocol().equals(WebDavProvider.PROTOCOL) || !id.value().startsWith("/")) {
            throw noSuchItem("'" + id.value() + "' is no URL of WebDAV");
        }
        return folders.local(id.value());
    }

    private MailboxException.NoSuchItem noSuchItem(String why) {
        return new MailboxException.NoSuchItem("WebDAV for " + owner, client.peer(), why);
    }

    /**
     * PROPPATCH makes the message with the flags that can be set only now, PUT gives it its content, and a second PROPPATCH
     * sets again what the content's conversion may have changed. Before the PUT nothing is there that could be one too many;
     * from then on whatever goes wrong is an unknown outcome: {@link #find} tells whether it is done.
     */
    @Override
    public ItemId deliver(OutgoingItem item, DeliveryId id) {
        return inOrder(() -> {
            URI url = place(id);
            patch("PROPPATCH for " + owner, url, Requests.created(item));
            try {
                put(url, MimeItem.of(item, id));
            } catch (MailboxException.MailboxFull | MailboxException.MessageTooLarge e) {
                remove(url); // what stays behind would be an empty message
                throw e;
            }
            finish(url, item);
            return id(url);
        });
    }

    /** Where a message of ours is created. */
    private URI place(DeliveryId id) {
        return folders.of(WellKnownFolder.INBOX).resolve(id + ".EML");
    }

    private void finish(URI url, OutgoingItem item) {
        Instant begun = Instant.now();
        try {
            patch("PROPPATCH for " + owner, url, Requests.patched(item));
        } catch (MailboxException e) {
            throw new MailboxException.OutcomeUnknown("PROPPATCH for " + owner, client.peer(),
                    "the message is there, its class perhaps not: " + e.getMessage(), begun, e);
        }
    }

    private void put(URI url, MimeItem mime) {
        HttpBody body;
        try {
            body = new HttpBody("message/rfc822", mime.lengthBytes(), mime::writeTo);
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be read", e);
        }
        client.send("PUT for " + owner, client.request("PUT", url).withBody(body), (status, answer) -> {
            if (status == NOT_THERE) {
                throw client.unavailable("PUT for " + owner, "HTTP 404");
            }
            return status;
        }, false);
    }

    private void patch(String operation, URI url, Map<String, Requests.Value> values) {
        client.send(operation, client.request("PROPPATCH", url).withBody(Requests.proppatch(values)),
                (status, answer) -> {
                    if (status == NOT_THERE) {
                        throw noSuchItem("HTTP 404");
                    }
                    Map<String, Integer> refused = refused(answer);
                    if (refused.containsKey(Dav.CLASS) || refused.containsKey(Dav.READ)) {
                        throw client.unavailable(operation, "refuses " + refused);
                    }
                    return status;
                });
    }

    /** An answer that cannot be read says nothing against the 2xx it came with: some of these answers are broken. */
    private static Map<String, Integer> refused(HttpAnswer answer) throws IOException {
        try {
            return Multistatus.read(answer.body()).responses().stream().findFirst().map(Resource::refused)
                    .orElse(Map.of());
        } catch (XmlException broken) {
            return Map.of();
        }
    }

    private void remove(URI url) {
        client.send("DELETE for " + owner, client.request("DELETE", url), (status, answer) -> status);
    }

    /** Not one that lies where it was made with the class it was filled with: made again there, it is still one. */
    @Override
    public Optional<ItemId> find(DeliveryId id) {
        return inOrder(() -> {
            List<Resource> found = search(folders.root(),
                    Requests.searchMessageId(folders.root().toString(), id.internetMessageId()), 0, 1);
            URI made = place(id);
            return found.stream().findFirst()
                    .filter(r -> !(folders.local(r.href()).getRawPath().equals(made.getRawPath()) && isUnfinished(r)))
                    .map(r -> id(folders.local(r.href())));
        });
    }

    private static boolean isUnfinished(Resource message) {
        return message.text(Dav.CLASS).strip().equalsIgnoreCase(ItemKind.NOTICE.messageClass());
    }

    private List<Resource> search(URI folder, HttpBody statement, int from, int count) {
        HttpRequest request = client.request("SEARCH", folder)
                .with("Range", "rows=" + from + "-" + (from + count - 1)).withBody(statement);
        return client.send("SEARCH for " + owner, request,
                (status, answer) -> status == NOT_THERE ? List.of() : Multistatus.read(answer.body()).responses());
    }

    @Override
    public List<ItemSummary> list(ItemQuery query) {
        return inOrder(() -> rows(query));
    }

    private List<ItemSummary> rows(ItemQuery query) {
        URI folder = folders.of(query.folder());
        HttpBody statement = Requests.search(folder.toString(), query.voiceOnly(), query.unreadOnly());
        List<ItemSummary> listed = new ArrayList<>();
        for (int from = 0; listed.size() < query.limit() && from < MOST; from += PAGE) {
            List<Resource> page = search(folder, statement, from, PAGE);
            for (Resource row : page) {
                ItemSummary summary = Row.summary(id(folders.local(row.href())), row);
                boolean wanted = (!query.voiceOnly() || ItemKind.isVoice(summary.messageClass()))
                        && (!query.unreadOnly() || !summary.read());
                if (wanted && listed.size() < query.limit()) {
                    listed.add(summary);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return List.copyOf(listed);
    }

    @Override
    public VoiceMessage read(ItemId id) {
        return inOrder(() -> {
            URI url = url(id);
            Resource row = client.send("PROPFIND for " + owner,
                    client.request("PROPFIND", url).with("Depth", "0").withBody(Requests.listed()),
                    (status, answer) -> status == NOT_THERE
                            ? Optional.<Resource>empty()
                            : Multistatus.read(answer.body()).responses().stream().findFirst())
                    .orElseThrow(() -> noSuchItem("HTTP 404"));
            ItemSummary summary = Row.summary(id, row);
            return get(url, in -> StoredMime.read(in, headers -> summary));
        });
    }

    /** Reads a message's content. */
    @FunctionalInterface
    private interface Content<T> {
        T of(InputStream in) throws IOException;
    }

    private <T> T get(URI url, Content<T> content) {
        return client.send("GET for " + owner, client.request("GET", url).withAnswerLimit(LONGEST_MESSAGE),
                (status, answer) -> {
                    if (status == NOT_THERE) {
                        throw noSuchItem("HTTP 404");
                    }
                    return content.of(answer.body());
                });
    }

    @Override
    public AudioSource audio(ItemId id, AttachmentName name) {
        URI url = url(id);
        return new AudioSource() {
            @Override
            public long lengthBytes() {
                return -1; // only the whole message's length is known
            }

            @Override
            public InputStream open() throws IOException {
                return recording(url, name);
            }
        };
    }

    /** Through a file that is gone when the stream is closed. */
    private InputStream recording(URI url, AttachmentName name) throws IOException {
        Path file = Files.createTempFile("voxpost-webdav", ".audio");
        try {
            boolean found = get(url, in -> {
                Optional<InputStream> part = StoredMime.attachment(in, name);
                if (part.isPresent()) {
                    Files.copy(part.get(), file, StandardCopyOption.REPLACE_EXISTING);
                }
                return part.isPresent();
            });
            if (!found) {
                throw noSuchItem("no attachment " + name);
            }
            return Files.newInputStream(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void mark(ItemId id, Flag flag, boolean set) {
        inOrder(() -> {
            URI url = url(id);
            requireExisting(url); // PROPPATCH would create it
            patch("PROPPATCH for " + owner, url, Requests.read(set));
            return true;
        });
    }

    private void requireExisting(URI url) {
        boolean there = client.send("PROPFIND for " + owner,
                client.request("PROPFIND", url).with("Depth", "0").withBody(Requests.propfind(List.of(Dav.READ))),
                (status, answer) -> status != NOT_THERE);
        if (!there) {
            throw noSuchItem("HTTP 404");
        }
    }

    @Override
    public ItemId move(ItemId id, WellKnownFolder to) {
        return inOrder(() -> id(moved(url(id), to)));
    }

    private URI moved(URI from, WellKnownFolder to) {
        URI folder = folders.of(to);
        if (to == WellKnownFolder.JUNK_EMAIL || to == WellKnownFolder.ARCHIVE) {
            make(folder);
        }
        String name = from.getRawPath().substring(from.getRawPath().lastIndexOf('/') + 1);
        URI destination = folder.resolve("./" + name);
        HttpRequest request = client.request("MOVE", from).with("Destination", destination.toString())
                .with("Allow-Rename", "t").with("Overwrite", "F");
        return client.send("MOVE for " + owner, request, (status, answer) -> {
            if (status == NOT_THERE) {
                throw noSuchItem("HTTP 404");
            }
            return answer.field("Location").map(folders::local).orElse(destination);
        });
    }

    private void make(URI folder) {
        boolean there = client.send("PROPFIND for " + owner,
                client.request("PROPFIND", folder).with("Depth", "0")
                        .withBody(Requests.propfind(List.of(Dav.CONTENT_TAG))),
                (status, answer) -> status != NOT_THERE);
        if (!there) {
            client.send("MKCOL for " + owner, client.request("MKCOL", folder), (status, answer) -> status);
        }
    }

    @Override
    public void delete(ItemId id) {
        inOrder(() -> {
            URI url = url(id);
            URI trash = folders.of(WellKnownFolder.DELETED_ITEMS);
            if (url.getRawPath().startsWith(trash.getRawPath())) {
                remove(url);
            } else {
                moved(url, WellKnownFolder.DELETED_ITEMS);
            }
            return true;
        });
    }

    @Override
    public Map<ItemId, MailboxException> markAll(Collection<ItemId> ids, Flag flag, boolean set) {
        return several(ids, (folder, items) -> batch.mark(folder, items, set),
                some -> Mailbox.super.markAll(some, flag, set));
    }

    @Override
    public Map<ItemId, MailboxException> deleteAll(Collection<ItemId> ids) {
        return several(ids, (folder, items) -> {
            URI trash = folders.of(WellKnownFolder.DELETED_ITEMS);
            return folder.getRawPath().startsWith(trash.getRawPath())
                    ? batch.delete(folder, items)
                    : batch.move(folder, items, trash);
        }, Mailbox.super::deleteAll);
    }

    /** By few requests for each folder; one by one where the server does not take that, or there is only one. */
    private Map<ItemId, MailboxException> several(Collection<ItemId> ids,
            BiFunction<URI, List<URI>, Optional<Map<URI, Integer>>> together,
            Function<List<ItemId>, Map<ItemId, MailboxException>> oneByOne) {
        Map<ItemId, MailboxException> failed = new LinkedHashMap<>();
        Map<URI, Map<URI, ItemId>> byFolder = new LinkedHashMap<>();
        for (ItemId id : ids) {
            try {
                URI url = url(id);
                byFolder.computeIfAbsent(url.resolve("./"), f -> new LinkedHashMap<>()).put(url, id);
            } catch (MailboxException.NoSuchItem e) {
                failed.put(id, e);
            }
        }
        return inOrder(() -> {
            byFolder.forEach((folder, items) -> {
                List<URI> urls = List.copyOf(items.keySet());
                for (int from = 0; from < urls.size(); from += Batch.AT_ONCE) {
                    List<URI> some = urls.subList(from, Math.min(urls.size(), from + Batch.AT_ONCE));
                    Optional<Map<URI, Integer>> refused = some.size() == 1
                            ? Optional.empty()
                            : together.apply(folder, some);
                    refused.ifPresentOrElse(
                            r -> r.forEach((url, status) -> failed.put(items.get(url), failure(status))),
                            () -> failed.putAll(oneByOne.apply(some.stream().map(items::get).toList())));
                }
            });
            return failed;
        });
    }

    private MailboxException failure(int status) {
        return switch (status) {
            case NOT_THERE -> noSuchItem("HTTP 404");
            case 403 -> new MailboxException.AccountRejected("batch for " + owner, client.peer(), "HTTP 403");
            default -> client.unavailable("batch for " + owner, "HTTP " + status);
        };
    }

    @Override
    public VoiceCounts counts() {
        return inOrder(() -> {
            var tally = new VoiceTally();
            rows(ItemQuery.voice().atMost(MOST)).forEach(tally::add);
            return tally.counts();
        });
    }

    @Override
    public void close() {
        // the connections belong to the server
    }
}
