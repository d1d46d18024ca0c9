package org.voxpost.lab.ews;

import java.util.Map;
import java.util.Optional;

import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.LabFolder;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.StoreRefusal;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Who asks, and what he may reach.
 *
 * @param impersonated whom the service account stands for, by the header ExchangeImpersonation
 */
record EwsSession(LabStore store, LabAccount account, Optional<SmtpAddress> impersonated) {
    private static final Map<String, FolderRole> DISTINGUISHED = Map.ofEntries(Map.entry("root", FolderRole.ROOT),
            Map.entry("msgfolderroot", FolderRole.IPM_SUBTREE), Map.entry("inbox", FolderRole.INBOX),
            Map.entry("outbox", FolderRole.OUTBOX), Map.entry("sentitems", FolderRole.SENT_ITEMS),
            Map.entry("deleteditems", FolderRole.DELETED_ITEMS), Map.entry("drafts", FolderRole.DRAFTS),
            Map.entry("contacts", FolderRole.CONTACTS), Map.entry("calendar", FolderRole.CALENDAR),
            Map.entry("notes", FolderRole.NOTES), Map.entry("tasks", FolderRole.TASKS),
            Map.entry("journal", FolderRole.JOURNAL), Map.entry("junkemail", FolderRole.JUNK_EMAIL),
            Map.entry("searchfolders", FolderRole.FINDER), Map.entry("voicemail", FolderRole.VOICE_MAIL),
            Map.entry("recoverableitemsdeletions", FolderRole.RECOVERABLE_ITEMS));

    /** A folder and its mailbox. */
    record FoundFolder(LabMailbox mailbox, LabFolder folder) {
    }

    /** An item and its mailbox. */
    record FoundItem(LabMailbox mailbox, LabItem item) {
    }

    /** The name Exchange gives to a well-known folder; empty for those without. */
    static String distinguishedName(FolderRole role) {
        return DISTINGUISHED.entrySet()
                .stream()
                .filter(entry -> entry.getValue() == role)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** The mailbox of requests that name none. */
    LabMailbox mailbox() {
        SmtpAddress owner = impersonated.or(account::mailbox)
                .orElseThrow(() -> new EwsRefusal("ErrorMissingEmailAddress",
                        "When making a request as an account that does not have a mailbox, you must specify the mailbox"
                                + " primary SMTP address for any distinguished folder Ids."));
        return mailbox(owner);
    }

    LabMailbox mailbox(SmtpAddress owner) {
        LabMailbox mailbox = store.mailbox(owner)
                .orElseThrow(() -> new EwsRefusal("ErrorNonExistentMailbox",
                        "The SMTP address has no mailbox associated with it."));
        if (!mayOpen(mailbox)) {
            throw new EwsRefusal("ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        }
        return mailbox;
    }

    private boolean mayOpen(LabMailbox mailbox) {
        return impersonated.isPresent()
                ? impersonated.get().equals(mailbox.owner())
                : account.mayOpen(mailbox.owner());
    }

    /** @param id FolderId or DistinguishedFolderId */
    FoundFolder folder(Element id) {
        if (id.name().equals("DistinguishedFolderId")) {
            LabMailbox mailbox = id.child("Mailbox")
                    .map(named -> mailbox(new SmtpAddress(named.textOf("EmailAddress"))))
                    .orElseGet(this::mailbox);
            FolderRole role = DISTINGUISHED.get(id.attributeText("Id"));
            if (role == null) {
                throw new EwsRefusal("ErrorFolderNotFound", "The specified folder could not be found in the store.");
            }
            return new FoundFolder(mailbox, mailbox.folder(role));
        }
        Ids.Target target = Ids.readFolder(id.attributeText("Id"));
        LabMailbox mailbox = mailbox(target);
        try {
            return new FoundFolder(mailbox, mailbox.folder(target.id()));
        } catch (StoreRefusal e) {
            throw new EwsRefusal("ErrorFolderNotFound", "The specified folder could not be found in the store.");
        }
    }

    /** The one folder id within {@code holder}. */
    FoundFolder folderIn(Element holder) {
        return folder(holder.children().getFirst());
    }

    FoundItem item(Element itemId) {
        return item(Ids.readItem(itemId.attributeText("Id")));
    }

    private FoundItem item(Ids.Target target) {
        LabMailbox mailbox = mailbox(target);
        return new FoundItem(mailbox, mailbox.item(target.id()).orElseThrow(EwsSession::noItem));
    }

    /** An attachment and where it hangs. */
    record FoundAttachment(FoundItem item, LabAttachment attachment) {
    }

    FoundAttachment attachment(Element attachmentId) {
        Ids.Target target = Ids.readAttachment(attachmentId.attributeText("Id"));
        FoundItem found = item(target);
        LabAttachment attachment = found.item()
                .attachments()
                .stream()
                .filter(one -> one.number() == target.attachment())
                .findFirst()
                .orElseThrow(() -> new EwsRefusal("ErrorInvalidAttachmentId", "There is no such attachment."));
        return new FoundAttachment(found, attachment);
    }

    private LabMailbox mailbox(Ids.Target target) {
        return store.mailboxes()
                .stream()
                .filter(one -> one.guid().equals(target.mailbox()))
                .filter(this::mayOpen)
                .findFirst()
                .orElseThrow(EwsSession::noItem);
    }

    private static EwsRefusal noItem() {
        return new EwsRefusal("ErrorItemNotFound", "The specified object was not found in the store.");
    }
}
