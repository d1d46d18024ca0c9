package org.voxpost.lab.store;

/** Folders that every mailbox has. The first thirteen stand in the order of RopLogon's answer ([MS-OXCSTOR] 2.2.1.1.3). */
public enum FolderRole {
    ROOT("", ""), DEFERRED_ACTION("Deferred Action", ""), SPOOLER_QUEUE("Spooler Queue", ""), IPM_SUBTREE(
            "Top of Information Store",
            "IPF.Note"), INBOX("Inbox", "IPF.Note"), OUTBOX("Outbox", "IPF.Note"), SENT_ITEMS("Sent Items",
                    "IPF.Note"), DELETED_ITEMS("Deleted Items", "IPF.Note"), COMMON_VIEWS("Common Views", ""), SCHEDULE(
                            "Schedule", ""), FINDER("Finder", ""), VIEWS("Views", ""), SHORTCUTS("Shortcuts",
                                    ""), DRAFTS("Drafts", "IPF.Note"), CONTACTS("Contacts", "IPF.Contact"), CALENDAR(
                                            "Calendar", "IPF.Appointment"), NOTES("Notes", "IPF.StickyNote"), TASKS(
                                                    "Tasks", "IPF.Task"), JOURNAL("Journal", "IPF.Journal"), JUNK_EMAIL(
                                                            "Junk Email", "IPF.Note"), ARCHIVE("Archive", "IPF.Note"),
    /** What SoftDelete leaves ([MS-OXCFOLD] 3.1.4). */
    RECOVERABLE_ITEMS("Deletions", ""),
    /** A search folder over the voice messages of all visible folders but Deleted Items and Junk Email. */
    VOICE_MAIL("Voice Mail", "IPF.Note.Microsoft.Voicemail");

    private static final int FIRST_ID = 0x10;

    private final String displayName;
    private final String containerClass;

    FolderRole(String displayName, String containerClass) {
        this.displayName = displayName;
        this.containerClass = containerClass;
    }

    public String displayName() {
        return displayName;
    }

    public String containerClass() {
        return containerClass;
    }

    /** The folder's id, the same in every mailbox. */
    public long id() {
        return FIRST_ID + ordinal();
    }

    public boolean search() {
        return this == VOICE_MAIL;
    }

    /** Where it lies; ROOT lies in itself. */
    FolderRole parent() {
        if (this == VOICE_MAIL) {
            return FINDER;
        }
        boolean visible = compareTo(INBOX) >= 0 && compareTo(DELETED_ITEMS) <= 0
                || compareTo(DRAFTS) >= 0 && compareTo(ARCHIVE) <= 0;
        return visible ? IPM_SUBTREE : ROOT;
    }
}
