package org.voxpost.lab.ews;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.voxpost.lab.ews.EwsSession.FoundFolder;
import org.voxpost.lab.store.LabChange;
import org.voxpost.lab.store.LabFolder;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** SyncFolderItems and SyncFolderHierarchy; the state is the number of the last change that was told. */
final class Synchronisation {
    private static final int MOST_CHANGES = 512;

    private Synchronisation() {
    }

    /** What is told of one item or folder. */
    private record Step(long number, String kind, long id) {
    }

    static void items(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "SyncFolderItems", () -> {
            FoundFolder folder = session.folderIn(request.required("SyncFolderId"));
            ItemShape shape = ItemShape.of(request.required("ItemShape"), true);
            int most = request.required("MaxChangesReturned").number();
            if (most < 1 || most > MOST_CHANGES) {
                throw new EwsRefusal("ErrorInvalidSyncStateData", "MaxChangesReturned is not within 1 and 512.");
            }
            List<Step> steps = steps(folder, state(request.textOf("SyncState"), folder.mailbox()));
            List<Step> now = steps.subList(0, Math.min(most, steps.size()));
            long reached = steps.size() > now.size() ? now.getLast().number() : folder.mailbox().lastChange();
            return answer -> {
                answer.element("m:SyncState", text(reached));
                answer.element("m:IncludesLastItemInRange", Boolean.toString(now.size() == steps.size()));
                answer.start("m:Changes");
                for (Step step : now) {
                    write(answer, folder.mailbox(), shape, step);
                }
                answer.end();
            };
        });
    }

    private static List<Step> steps(FoundFolder folder, long since) {
        LabMailbox mailbox = folder.mailbox();
        long id = folder.folder().id();
        if (since < 0) {
            return mailbox.items(id, false)
                    .stream()
                    .map(item -> new Step(item.changeNumber(), "Create", item.id()))
                    .sorted(java.util.Comparator.comparingLong(Step::number))
                    .toList();
        }
        List<LabChange> changes = mailbox.changesAfter(since)
                .orElseThrow(() -> new EwsRefusal("ErrorInvalidSyncStateData", "The state is too old."));
        Map<Long, Step> byItem = new LinkedHashMap<>();
        for (LabChange change : changes) {
            if (!change.folder() && !change.associated()) {
                left(byItem, change, id);
                arrived(byItem, change, id);
            }
        }
        return byItem.values().stream().sorted(java.util.Comparator.comparingLong(Step::number)).toList();
    }

    private static void left(Map<Long, Step> steps, LabChange change, long folder) {
        boolean gone = change.kind() == LabChange.Kind.DELETED || change.kind() == LabChange.Kind.MOVED;
        if (gone && change.oldFolderId() == folder) {
            Step before = steps.remove(change.oldId());
            if (before == null || !before.kind().equals("Create")) {
                steps.put(change.oldId(), new Step(change.number(), "Delete", change.oldId()));
            }
        }
    }

    private static void arrived(Map<Long, Step> steps, LabChange change, long folder) {
        if (change.folderId() != folder || change.kind() == LabChange.Kind.DELETED) {
            return;
        }
        String kind = switch (change.kind()) {
            case MODIFIED -> "Update";
            case READ_STATE -> "ReadFlagChange";
            default -> "Create";
        };
        Step before = steps.get(change.id());
        String known = before == null ? "" : before.kind();
        boolean stays = known.equals("Create") || known.equals("Update");
        steps.put(change.id(), new Step(change.number(), stays ? known : kind, change.id()));
    }

    private static void write(XmlWriter out, LabMailbox mailbox, ItemShape shape, Step step) throws IOException {
        Optional<LabItem> item = mailbox.item(step.id());
        out.start("t:" + (item.isPresent() ? step.kind() : "Delete"));
        if (item.isPresent() && (step.kind().equals("Create") || step.kind().equals("Update"))) {
            shape.write(out, mailbox, item.get());
        } else {
            out.start("t:ItemId").attribute("Id", Ids.item(mailbox, step.id())).end();
            if (item.isPresent() && step.kind().equals("ReadFlagChange")) {
                out.element("t:IsRead", Boolean.toString(item.get().read()));
            }
        }
        out.end();
    }

    static void hierarchy(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.one(out, "SyncFolderHierarchy", () -> {
            LabMailbox mailbox = request.child("SyncFolderId")
                    .map(session::folderIn)
                    .map(FoundFolder::mailbox)
                    .orElseGet(session::mailbox);
            FolderShape shape = FolderShape.of(request.required("FolderShape"));
            long since = state(request.textOf("SyncState"), mailbox);
            List<LabFolder> folders = new ArrayList<>();
            collect(mailbox, org.voxpost.lab.store.FolderRole.IPM_SUBTREE.id(), folders);
            List<Long> deleted = deletedFolders(mailbox, since);
            return answer -> {
                answer.element("m:SyncState", text(mailbox.lastChange()));
                answer.element("m:IncludesLastFolderInRange", "true").start("m:Changes");
                for (LabFolder folder : folders) {
                    if (folder.changeNumber() > since) {
                        answer.start("t:Create");
                        shape.write(answer, mailbox, folder);
                        answer.end();
                    }
                }
                for (long id : deleted) {
                    answer.start("t:Delete").start("t:FolderId").attribute("Id", Ids.folder(mailbox, id)).end().end();
                }
                answer.end();
            };
        });
    }

    private static void collect(LabMailbox mailbox, long parent, List<LabFolder> to) {
        for (LabFolder child : mailbox.childrenOf(parent)) {
            to.add(child);
            collect(mailbox, child.id(), to);
        }
    }

    private static List<Long> deletedFolders(LabMailbox mailbox, long since) {
        return since < 0
                ? List.of()
                : mailbox.changesAfter(since)
                        .orElse(List.of())
                        .stream()
                        .filter(change -> change.folder() && change.kind() == LabChange.Kind.DELETED)
                        .map(LabChange::id)
                        .toList();
    }

    private static String text(long number) {
        return Base64.getEncoder().encodeToString(ByteBuffer.allocate(12).putInt(0x4c414221).putLong(number).array());
    }

    /** @return -1 for the beginning */
    private static long state(String text, LabMailbox mailbox) {
        if (text.isEmpty()) {
            return -1;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text.strip());
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (bytes.length == 12 && in.getInt() == 0x4c414221) {
                long number = in.getLong();
                if (number >= 0 && number <= mailbox.lastChange()) {
                    return number;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw new EwsRefusal("ErrorInvalidSyncStateData", "SyncState is malformed.");
        }
        throw new EwsRefusal("ErrorInvalidSyncStateData", "SyncState is not of this mailbox.");
    }
}
