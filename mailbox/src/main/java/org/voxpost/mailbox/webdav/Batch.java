package org.voxpost.mailbox.webdav;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.webdav.Multistatus.Resource;

/**
 * One request for several items of one folder: BPROPFIND, BPROPPATCH, BMOVE, BDELETE (Exchange SDK, "WebDAV Batch Methods").
 * They are no transactions: each item has an outcome of its own. All methods return the status of every item that was not done;
 * empty is that of a server that does not take batches, which has done nothing then. BCOPY is left out: nothing is ever copied.
 */
final class Batch {
    /** As many items as one request may name. */
    static final int AT_ONCE = 200;
    private static final int MULTI_STATUS = 207;
    private static final int FAILED = 300;
    private static final int NOT_THERE = 404;

    private final DavClient client;
    private final DavFolders folders;
    private final SmtpAddress owner;

    Batch(DavClient client, DavFolders folders, SmtpAddress owner) {
        this.client = client;
        this.folders = folders;
        this.owner = owner;
    }

    /** Marks as read or unread, after a look which are there: patching what is not there could create it. */
    Optional<Map<URI, Integer>> mark(URI folder, List<URI> items, boolean read) {
        Optional<Map<URI, Integer>> missing = send(client.request("BPROPFIND", folder).with("Depth", "0")
                .withBody(Requests.propfind(names(items), List.of(Dav.READ))), items, Set.of());
        List<URI> there = items.stream().filter(i -> missing.isPresent() && !missing.get().containsKey(i)).toList();
        if (there.isEmpty()) {
            return missing;
        }
        return send(client.request("BPROPPATCH", folder).with("Brief", "t")
                .withBody(Requests.proppatch(names(there), Requests.read(read))), there, Set.of(Dav.READ))
                .map(refused -> {
                    Map<URI, Integer> all = new LinkedHashMap<>(missing.get());
                    all.putAll(refused);
                    return all;
                });
    }

    /** Into another folder; what has the name of something there gets another one. */
    Optional<Map<URI, Integer>> move(URI folder, List<URI> items, URI to) {
        return send(client.request("BMOVE", folder).with("Destination", to.toString()).with("Allow-Rename", "t")
                .with("Overwrite", "F").withBody(Requests.targets("move", names(items))), items, Set.of());
    }

    /** For good. What is not there is as it should be. */
    Optional<Map<URI, Integer>> delete(URI folder, List<URI> items) {
        return send(client.request("BDELETE", folder).withBody(Requests.targets("delete", names(items))), items,
                Set.of())
                .map(failed -> {
                    Map<URI, Integer> others = new LinkedHashMap<>(failed);
                    others.values().removeIf(status -> status == NOT_THERE);
                    return others;
                });
    }

    private Optional<Map<URI, Integer>> send(HttpRequest request, List<URI> items, Set<String> properties) {
        String operation = request.method() + " for " + owner;
        return client.sendIfTaken(operation, request, (status, answer) -> status == MULTI_STATUS
                ? failed(operation, request.uri(), answer, items, properties)
                : Map.of());
    }

    /**
     * Items that are not named have been done: servers may leave out what went well. The folder fails with its items; alone it
     * says nothing of them.
     */
    private Map<URI, Integer> failed(String operation, URI folder, HttpAnswer answer, List<URI> items,
            Set<String> properties) throws IOException {
        Map<URI, Integer> failed = new LinkedHashMap<>();
        List<Resource> others = new ArrayList<>();
        for (Resource one : Multistatus.read(answer.body()).responses()) {
            int status = one.refused().entrySet().stream().filter(r -> properties.contains(r.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse(one.status());
            if (status >= FAILED) {
                item(folder, one.href(), items).ifPresentOrElse(item -> failed.put(item, status),
                        () -> others.add(one));
            }
        }
        for (Resource one : others) {
            if (failed.isEmpty() || item(folder, one.href(), List.of(folder)).isEmpty()) {
                throw client.unavailable(operation,
                        "status " + one.status() + " of '" + one.href() + "', which was not asked for");
            }
        }
        return failed;
    }

    /** Which of them the server means, or a part of which; it may write its URL in another way, or relative. */
    private Optional<URI> item(URI folder, String href, List<URI> items) {
        try {
            String path = folders.local(folder.resolve(href.replace(" ", "%20")).toString()).getPath();
            return items.stream().filter(i -> path.equals(i.getPath()) || path.startsWith(i.getPath() + "/"))
                    .findFirst();
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    /** Relative to their folder, as in the documentation's examples: the server may know itself by another host. */
    private static List<String> names(List<URI> items) {
        List<String> names = new ArrayList<>();
        for (URI item : items) {
            String path = item.getRawPath();
            names.add(path.substring(path.lastIndexOf('/') + 1).replace(":", "%3A"));
        }
        return names;
    }
}
