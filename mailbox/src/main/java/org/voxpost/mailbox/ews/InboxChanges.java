package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * Whether voice messages came, went or changed since it was last asked (SyncFolderItems, [MS-OXWSSYNC] 3.1.4.2). The
 * server tells of an Inbox as a whole the first time, later only what changed; other mail is passed over. One thread
 * asks.
 */
final class InboxChanges {
    private static final int MOST_CHANGES = 512; // that an answer may hold
    private static final int MOST_PAGES = 40; // at once: a very full Inbox is read over several calls

    private final EwsClient client;
    private final Map<SmtpAddress, Inbox> inboxes = new ConcurrentHashMap<>();

    /** What is known of one. */
    private static final class Inbox {
        private String state = "";
        private volatile boolean whole; // read up to its last change when it was last asked for
        private final Set<String> voice = new HashSet<>(); // ids; what is deleted or read comes without its class
    }

    InboxChanges(EwsClient client) {
        this.client = client;
    }

    /**
     * True if this Inbox was read to its end, so that {@link #any} can tell what happened since, also while it is being
     * asked for anew. For any thread.
     */
    boolean knows(SmtpAddress owner) {
        Inbox inbox = inboxes.get(owner);
        return inbox != null && inbox.whole;
    }

    /**
     * Asks the server.
     *
     * @return false only if nothing happened to voice messages since the last time; true the first time
     * @throws MailboxException if it cannot be asked; what happened is told the next time
     */
    boolean any(SmtpAddress owner) {
        Inbox inbox = inboxes.computeIfAbsent(owner, one -> new Inbox());
        boolean any = !inbox.whole;
        boolean whole = false;
        try {
            for (int i = 0; i < MOST_PAGES && !whole; i++) {
                Page page = new Page(inbox.voice);
                EwsRequest request = client.request("SyncFolderItems", owner, out -> write(out, owner, inbox.state));
                List<Problem> problems = client.problems(request, page);
                if (!problems.isEmpty()) {
                    inboxes.remove(owner); // the state is no longer good: begins anew
                    if (problems.getFirst().code().equals("ErrorInvalidSyncStateData")) {
                        return true;
                    }
                    throw client.exception(request, problems.getFirst());
                }
                if (page.state.isEmpty()) {
                    inboxes.remove(owner);
                    throw new MailboxException.Unavailable(request.operation() + " for " + owner, client.peer(),
                            "no SyncState in the answer");
                }
                inbox.state = page.state;
                whole = page.last;
                any |= page.any;
            }
        } finally {
            inbox.whole = whole;
        }
        return any || !whole;
    }

    private void write(XmlWriter out, SmtpAddress owner, String state) throws IOException {
        out.start("m:SyncFolderItems").start("m:ItemShape").element("t:BaseShape", "IdOnly")
                .start("t:AdditionalProperties").start("t:FieldURI").attribute("FieldURI", "item:ItemClass").end().end()
                .end();
        out.start("m:SyncFolderId");
        new FolderSearch(client, owner).known("inbox").write(out);
        out.end();
        if (!state.isEmpty()) {
            out.element("m:SyncState", state);
        }
        out.element("m:MaxChangesReturned", Integer.toString(MOST_CHANGES)).end();
    }

    /** One answer: {@code SyncState, IncludesLastItemInRange, Changes / (Create|Update|Delete|ReadFlagChange)*}. */
    static final class Page implements ResponseMessages.Payload {
        private final Set<String> voice;
        private String state = "";
        private boolean last = true;
        private boolean any;

        Page(Set<String> voice) {
            this.voice = voice;
        }

        @Override
        public void read(XmlReader in) throws IOException {
            switch (in.name()) {
                case "SyncState" -> state = in.text();
                case "IncludesLastItemInRange" -> last = !in.text().strip().matches("false|0");
                case "Changes" -> {
                    while (in.nextChild()) {
                        any |= change(in);
                    }
                }
                default -> in.skip();
            }
        }

        private boolean change(XmlReader in) throws IOException {
            Item item = new Item();
            boolean whole = in.name().equals("Create") || in.name().equals("Update");
            boolean gone = in.name().equals("Delete");
            while (in.nextChild()) {
                if (whole) {
                    while (in.nextChild()) {
                        item.read(in);
                    }
                } else {
                    item.read(in);
                }
            }
            if (whole && ItemKind.isVoice(item.itemClass)) {
                voice.add(item.id);
                return true;
            }
            return whole || gone ? voice.remove(item.id) : voice.contains(item.id);
        }
    }

    /** Of an item, what matters. */
    private static final class Item {
        private String id = "";
        private String itemClass = "";

        void read(XmlReader in) throws IOException {
            switch (in.name()) {
                case "ItemId" -> {
                    id = in.required("Id");
                    in.skip();
                }
                case "ItemClass" -> itemClass = in.text().strip();
                default -> in.skip();
            }
        }
    }
}
