package org.voxpost.lab.store;

import org.voxpost.mailbox.AudioSource;

/**
 * One attachment.
 *
 * @param number PidTagAttachNumber, unique in its item
 * @param properties without the bytes
 * @param content PidTagAttachDataBinary
 */
public record LabAttachment(int number, PropertyBag properties, AudioSource content) {
    public String name() {
        String name = properties.text(Tags.ATTACH_LONG_FILENAME);
        return name.isEmpty() ? properties.text(Tags.ATTACH_FILENAME) : name;
    }
}
