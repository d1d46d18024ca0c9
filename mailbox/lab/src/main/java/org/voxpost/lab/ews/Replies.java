package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.voxpost.lab.ews.EwsSession.FoundFolder;
import org.voxpost.lab.ews.EwsSession.FoundItem;
import org.voxpost.lab.store.BodyText;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** ReplyToItem, ReplyAllToItem, and sending within the lab: what goes to other places is gone. */
final class Replies {
    private static final int TO = 1;
    private static final int CC = 2;

    private Replies() {
    }

    /** @param reply ReplyToItem or ReplyAllToItem */
    static LabItem draft(EwsSession session, Element reply, long folder) {
        Element reference = reply.required("ReferenceItemId");
        FoundItem original = session.item(reference);
        if (reference.attribute("ChangeKey").isEmpty()) {
            throw new EwsRefusal("ErrorChangeKeyRequired", "The reference has no change key.");
        }
        PropertyBag asked = original.item().properties();
        String subject = asked.text(Tags.SUBJECT);
        String text = reply.textOf("NewBodyContent") + "\r\n\r\n-----Original Message-----\r\n"
                + BodyText.text(asked);
        PropertyBag bag = from(PropertyBag.empty().with(Tags.MESSAGE_CLASS, "IPM.Note")
                .with(Tags.SUBJECT, subject.startsWith("RE: ") ? subject : "RE: " + subject).with(Tags.BODY, text)
                .with(Tags.IN_REPLY_TO, asked.text(Tags.INTERNET_MESSAGE_ID)), original.mailbox());
        List<PropertyBag> recipients = new ArrayList<>();
        recipients.add(ItemPeople.recipient(TO, asked.text(Tags.SENT_REPRESENTING_NAME),
                asked.text(Tags.SENT_REPRESENTING_SMTP_ADDRESS)));
        if (reply.name().equals("ReplyAllToItem")) {
            for (PropertyBag other : original.item().recipients()) {
                String address = ItemPeople.smtpAddress(other);
                if (!address.equalsIgnoreCase(original.mailbox().owner().value())) {
                    recipients.add(ItemPeople.recipient(CC, other.text(Tags.DISPLAY_NAME), address));
                }
            }
        }
        return LabItem.unsaved(folder, false, bag, recipients, List.of());
    }

    private static PropertyBag from(PropertyBag bag, LabMailbox mailbox) {
        String address = mailbox.owner().value();
        return bag.with(Tags.SENT_REPRESENTING_NAME, mailbox.displayName())
                .with(Tags.SENT_REPRESENTING_ADDRESS_TYPE, "SMTP")
                .with(Tags.SENT_REPRESENTING_EMAIL_ADDRESS, address)
                .with(Tags.SENT_REPRESENTING_SMTP_ADDRESS, address).with(Tags.SENDER_NAME, mailbox.displayName())
                .with(Tags.SENDER_SMTP_ADDRESS, address);
    }

    /** Puts it unread into the Inboxes of those who have one here. */
    static void send(EwsSession session, LabItem item) {
        for (PropertyBag recipient : item.recipients()) {
            session.store().mailbox(new SmtpAddress(ItemPeople.smtpAddress(recipient))).ifPresent(mailbox -> mailbox
                    .create(LabItem.unsaved(FolderRole.INBOX.id(), false,
                            item.properties().with(Tags.MESSAGE_FLAGS, 0), item.recipients(), item.attachments())));
        }
    }

    static void sendItem(Element request, EwsSession session, XmlWriter out) throws IOException {
        boolean keep = request.attributeText("SaveItemToFolder").equals("true");
        Answers.each(out, "SendItem", request.required("ItemIds").children(), id -> {
            FoundItem found = session.item(id);
            if (!id.attribute("ChangeKey").orElse("").equals(Ids.changeKey(found.item().changeNumber()))) {
                throw new EwsRefusal("ErrorStaleObject", "The item was changed in the meantime.");
            }
            if (!found.item().draft()) {
                throw new EwsRefusal("ErrorInvalidOperation", "Only drafts can be sent.");
            }
            send(session, found.item());
            found.mailbox().delete(found.item().id());
            if (keep) {
                FoundFolder folder = session.folderIn(request.required("SavedItemFolderId"));
                saved(folder, found.item());
            }
            return answer -> {
            };
        });
    }

    static LabItem saved(FoundFolder folder, LabItem item) {
        return folder.mailbox().create(LabItem.unsaved(folder.folder().id(), false,
                item.properties().with(Tags.MESSAGE_FLAGS, Tags.MF_READ), item.recipients(), item.attachments()));
    }
}
