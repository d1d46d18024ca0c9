package org.voxpost.lab.store;

import java.util.Optional;

/**
 * A folder as it was when asked for.
 *
 * @param id counter, unique in the mailbox
 * @param parentId 0 for the root
 * @param role present for folders of the mailbox itself
 * @param properties what front ends set, display name and container class included
 * @param changeNumber of its last change
 */
public record LabFolder(long id, long parentId, Optional<FolderRole> role, PropertyBag properties, long changeNumber) {
    public String displayName() {
        return properties.text(Tags.DISPLAY_NAME);
    }

    public boolean search() {
        return role.filter(FolderRole::search).isPresent();
    }
}
