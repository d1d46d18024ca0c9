package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** Finds the folders of one mailbox (FindFolder, [MS-OXWSSRCH] 3.1.4.1). */
record FolderSearch(EwsClient client, SmtpAddress owner) {
    private static final int PAGE = 500;
    private static final String ARCHIVE = "Archive"; // has no name of its own in EWS; Outlook makes it by this one

    Folder known(String name) {
        boolean named = client.settings().access() == EwsSettings.Access.DELEGATE;
        return new Folder.Known(name, named ? Optional.of(owner) : Optional.empty());
    }

    Folder of(WellKnownFolder folder) {
        return switch (folder) {
            case INBOX -> known("inbox");
            case DELETED_ITEMS -> known("deleteditems");
            case JUNK_EMAIL -> known("junkemail");
            case ARCHIVE -> archive().orElseGet(this::createArchive);
        };
    }

    /** As {@link #of}, but makes nothing. */
    Optional<Folder> existing(WellKnownFolder folder) {
        return folder == WellKnownFolder.ARCHIVE ? archive() : Optional.of(of(folder));
    }

    private Optional<Folder> archive() {
        SoapEnvelope.Part named = new FindItem.Restriction(
                List.of(FindItem.Restriction.equal("folder:DisplayName", ARCHIVE)));
        return find("Shallow", named, 0).ids.stream().findFirst().map(Folder.ById::new);
    }

    private Folder createArchive() {
        Found found = new Found();
        EwsRequest request = client.request("CreateFolder", owner, out -> {
            out.start("m:CreateFolder").start("m:ParentFolderId");
            known("msgfolderroot").write(out);
            out.end().start("m:Folders").start("t:Folder").element("t:FolderClass", "IPF.Note")
                    .element("t:DisplayName", ARCHIVE).end().end().end();
        });
        for (Problem problem : client.problems(request, found)) {
            if (!problem.code().equals("ErrorFolderExists")) { // somebody else was faster
                throw client.exception(request, problem);
            }
        }
        return found.ids.stream().findFirst().<Folder>map(Folder.ById::new).or(this::archive)
                .orElseThrow(() -> new MailboxException.Unavailable("CreateFolder for " + owner, client.peer(),
                        "no folder " + ARCHIVE));
    }

    /** Every folder below the root that people see, at any depth. */
    List<Folder> all() {
        List<Folder> folders = new ArrayList<>();
        while (true) {
            Found found = find("Deep", out -> {
            }, folders.size());
            found.ids.forEach(id -> folders.add(new Folder.ById(id)));
            if (found.last || found.ids.isEmpty()) {
                return folders;
            }
        }
    }

    private Found find(String traversal, SoapEnvelope.Part restriction, int offset) {
        Found found = new Found();
        client.call(client.request("FindFolder", owner, out -> writeFind(out, traversal, restriction, offset)), found);
        return found;
    }

    private void writeFind(XmlWriter out, String traversal, SoapEnvelope.Part restriction, int offset)
            throws IOException {
        out.start("m:FindFolder").attribute("Traversal", traversal);
        out.start("m:FolderShape").element("t:BaseShape", "IdOnly").end();
        out.start("m:IndexedPageFolderView").attribute("MaxEntriesReturned", Integer.toString(PAGE))
                .attribute("Offset", Integer.toString(offset)).attribute("BasePoint", "Beginning").end();
        restriction.write(out);
        out.start("m:ParentFolderIds");
        known("msgfolderroot").write(out);
        out.end().end();
    }

    /** Ids in {@code RootFolder/Folders/*}, or in {@code Folders/*}. */
    private static final class Found implements ResponseMessages.Payload {
        private final List<String> ids = new ArrayList<>();
        private boolean last = true;

        @Override
        public void read(XmlReader in) throws IOException {
            switch (in.name()) {
                case "RootFolder" -> {
                    last &= !in.attribute("IncludesLastItemInRange").orElse("true").equals("false");
                    while (in.nextChild()) {
                        read(in);
                    }
                }
                case "Folders" -> {
                    while (in.nextChild()) {
                        folder(in);
                    }
                }
                default -> in.skip();
            }
        }

        private void folder(XmlReader in) throws IOException {
            while (in.nextChild()) {
                if (in.name().equals("FolderId")) {
                    ids.add(in.required("Id"));
                }
                in.skip();
            }
        }
    }
}
