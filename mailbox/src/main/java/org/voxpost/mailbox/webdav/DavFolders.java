package org.voxpost.mailbox.webdav;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.webdav.Multistatus.Resource;

/** URLs of one mailbox's folders. They are in the server's language, so the server is asked once. */
final class DavFolders {
    private static final String ROOT_FOLDER = Dav.MAIL + "msgfolderroot";
    private static final Map<WellKnownFolder, String> KNOWN = Map.of(WellKnownFolder.INBOX, Dav.MAIL + "inbox",
            WellKnownFolder.DELETED_ITEMS, Dav.MAIL + "deleteditems");
    private static final Map<WellKnownFolder, String> NAMED = Map.of(WellKnownFolder.JUNK_EMAIL, "Junk%20E-mail/",
            WellKnownFolder.ARCHIVE, "Archive/");
    private static final int NOT_THERE = 404;

    private final DavClient client;
    private final URI base;
    private final URI root;
    private final Map<String, URI> found = new ConcurrentHashMap<>();

    DavFolders(DavClient client, URI base, SmtpAddress owner) {
        this.client = client;
        this.base = base;
        String directory = base.getRawPath().endsWith("/") ? base.getRawPath() : base.getRawPath() + "/";
        this.root = base.resolve(directory + segment(owner.value()) + "/");
    }

    /** A path segment (RFC 3986, 3.3). */
    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%40", "@");
    }

    URI root() {
        return root;
    }

    /** On the configured host: servers name their own, which may not be reachable. */
    URI local(String href) {
        try {
            URI given = URI.create(href.replace(" ", "%20"));
            return base.resolve(given.getRawPath());
        } catch (IllegalArgumentException e) {
            throw new MailboxException.NoSuchItem("address", client.peer(), "'" + href + "' is no URL");
        }
    }

    URI of(WellKnownFolder folder) {
        String property = KNOWN.get(folder);
        return property != null
                ? property(property)
                : property(ROOT_FOLDER).resolve(NAMED.getOrDefault(folder, folder.name() + "/"));
    }

    private URI property(String property) {
        if (found.isEmpty()) {
            ask();
        }
        URI url = found.get(property);
        if (url == null) {
            throw client.unavailable("PROPFIND of " + root, "no " + property);
        }
        return url;
    }

    private void ask() {
        String operation = "PROPFIND of " + root;
        List<String> wanted = List.of(Dav.MAIL + "inbox", Dav.MAIL + "deleteditems", ROOT_FOLDER);
        Optional<Resource> answer = client.send(operation,
                client.request("PROPFIND", root).with("Depth", "0").withBody(Requests.propfind(wanted)),
                (status, a) -> status == NOT_THERE
                        ? Optional.empty()
                        : Multistatus.read(a.body()).responses().stream().findFirst());
        Resource row = answer.orElseThrow(() -> new MailboxException.AccountRejected(operation, client.peer(),
                "there is no such mailbox, or not for this account"));
        wanted.forEach(name -> {
            if (!row.text(name).isEmpty()) {
                String url = row.text(name).strip();
                found.put(name, local(url.endsWith("/") ? url : url + "/"));
            }
        });
    }
}
