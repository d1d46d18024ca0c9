package org.voxpost.lab.store;

import java.util.List;

/**
 * An item as it was when asked for.
 *
 * @param id counter, unique in the mailbox; 0 before it is saved
 * @param folderId where it lies
 * @param associated hidden (FAI)
 * @param recipients one bag each (PidTagRecipientType, PidTagDisplayName, PidTagSmtpAddress …)
 * @param changeNumber of its last change; 0 before it is saved
 */
public record LabItem(long id, long folderId, boolean associated, PropertyBag properties, List<PropertyBag> recipients,
        List<LabAttachment> attachments, long changeNumber) {
    public LabItem {
        recipients = List.copyOf(recipients);
        attachments = List.copyOf(attachments);
    }

    /** One to be saved by {@link LabMailbox#create}. */
    public static LabItem unsaved(long folderId, boolean associated, PropertyBag properties,
            List<PropertyBag> recipients, List<LabAttachment> attachments) {
        return new LabItem(0, folderId, associated, properties, recipients, attachments, 0);
    }

    public LabItem with(PropertyBag other) {
        return new LabItem(id, folderId, associated, other, recipients, attachments, changeNumber);
    }

    public LabItem withRecipients(List<PropertyBag> others) {
        return new LabItem(id, folderId, associated, properties, others, attachments, changeNumber);
    }

    public LabItem withAttachments(List<LabAttachment> others) {
        return new LabItem(id, folderId, associated, properties, recipients, others, changeNumber);
    }

    LabItem at(long otherId, long otherFolder, long change) {
        return new LabItem(otherId, otherFolder, associated, properties, recipients, attachments, change);
    }

    public boolean read() {
        return (flags() & Tags.MF_READ) != 0;
    }

    public boolean draft() {
        return (flags() & Tags.MF_UNSENT) != 0;
    }

    public int flags() {
        return properties.number(Tags.MESSAGE_FLAGS, 0);
    }

    public String messageClass() {
        return properties.text(Tags.MESSAGE_CLASS);
    }
}
