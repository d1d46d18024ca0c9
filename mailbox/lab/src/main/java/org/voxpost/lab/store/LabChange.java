package org.voxpost.lab.store;

/**
 * Something changed in a mailbox.
 *
 * @param number the change's number, rising by one in a mailbox
 * @param id of the item or folder, after the change
 * @param folderId its parent, after the change; for a deletion where it was
 * @param oldId its id before a move or the origin's of a copy; else the same as {@code id}
 * @param oldFolderId where it was before a move or copy; else the same as {@code folderId}
 * @param folder true if a folder changed, not an item
 * @param associated true for hidden items
 */
public record LabChange(LabMailbox mailbox, long number, Kind kind, long id, long folderId, long oldId,
        long oldFolderId, boolean folder, boolean associated) {

    /** What happened. */
    public enum Kind {
        CREATED, MODIFIED,
        /** only the read state changed */
        READ_STATE, MOVED, COPIED, DELETED
    }
}
